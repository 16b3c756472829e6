using System.Globalization;
using DarkSwap.Attacks.Tests.Victim;
using DarkSwap.Testing;

namespace DarkSwap.Attacks.Tests.Network;

/// <summary>Namespaces for a node, an honest peer and three attackers, each with a cable to the node. Made by root with iproute2, gone with the object.</summary>
internal sealed class Battlefield : IAsyncDisposable
{
    /// <summary>The last byte of the first address.</summary>
    private const int First = 10;

    /// <summary>Addresses of an attacker.</summary>
    private const int Many = 40;

    private static int count;
    private readonly string prefix = string.Create(CultureInfo.InvariantCulture, $"ds{Environment.ProcessId:x}{Interlocked.Increment(ref count):x}");
    private readonly List<NetworkNamespace> namespaces = [];

    private Battlefield()
    {
    }

    internal Place Honest { get; private set; } = null!;

    /// <summary>In subnets of their own.</summary>
    internal IReadOnlyList<Place> Attackers { get; private set; } = [];

    internal VictimNode Victim { get; private set; } = null!;

    internal static async Task<Battlefield> PrepareAsync(Defence defence, CancellationToken cancellationToken)
    {
        var field = new Battlefield();
        try
        {
            await field.BuildAsync(cancellationToken);
            field.Victim = await VictimNode.StartAsync(field.VictimName, defence, cancellationToken);
            return field;
        }
        catch
        {
            await field.DisposeAsync();
            throw;
        }
    }

    private string VictimName => $"{prefix}v";

    public async ValueTask DisposeAsync()
    {
        if (Victim is not null)
        {
            await Victim.DisposeAsync();
        }

        foreach (var place in namespaces)
        {
            place.Dispose();
            await IpAsync(CancellationToken.None, "netns", "delete", place.Name);
        }

        await IpAsync(CancellationToken.None, "netns", "delete", VictimName);
    }

    private async Task BuildAsync(CancellationToken cancellationToken)
    {
        await IpAsync(cancellationToken, "netns", "add", VictimName);
        await IpAsync(cancellationToken, "-n", VictimName, "link", "set", "lo", "up");
        Honest = await ConnectAsync("h", 1, 1, cancellationToken);
        Attackers = [await ConnectAsync("a", 2, Many, cancellationToken), await ConnectAsync("b", 3, Many, cancellationToken), await ConnectAsync("c", 4, Many, cancellationToken)];
    }

    /// <summary>A namespace with addresses 10.77.N.10 and on, wired to the node's 10.77.N.1.</summary>
    private async Task<Place> ConnectAsync(string suffix, int number, int addresses, CancellationToken cancellationToken)
    {
        var name = prefix + suffix;
        var (near, far) = ($"{name}0", $"{name}1");
        await IpAsync(cancellationToken, "netns", "add", name);
        await IpAsync(cancellationToken, "link", "add", near, "netns", VictimName, "type", "veth", "peer", "name", far, "netns", name);
        await IpAsync(cancellationToken, "-n", VictimName, "address", "add", $"10.77.{number}.1/24", "dev", near);
        await IpAsync(cancellationToken, "-n", VictimName, "link", "set", near, "up");
        var commands = string.Concat(Enumerable.Range(First, addresses).Select(address => $"address add 10.77.{number}.{address}/24 dev {far}\n"));
        await ChildProcess.RunAsync("ip", ["-n", name, "-batch", "-"], $"{commands}link set {far} up\n", Patience.Usual, cancellationToken);
        var entered = new NetworkNamespace(name);
        namespaces.Add(entered);
        return new Place(entered, $"10.77.{number}.1", [.. Enumerable.Range(First, addresses).Select(address => $"10.77.{number}.{address}")]);
    }

    private static Task<string> IpAsync(CancellationToken cancellationToken, params string[] arguments) =>
        ChildProcess.RunAsync("ip", arguments, string.Empty, Patience.Usual, cancellationToken);
}
