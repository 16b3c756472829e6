using System.Text.Json;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Primitives;

namespace DarkSwap.Attacks.Tests.Victim;

/// <summary>A node with the usual limits, but for the defence that is left out. Prints where it listens, and answers each line of input with what it holds.</summary>
internal static class VictimProgram
{
    internal const string EchoProtocol = "/echo/1.0.0";

    /// <summary>Its handler never reads.</summary>
    internal const string DeafProtocol = "/deaf/1.0.0";

    internal static async Task<int> RunAsync(string[] arguments)
    {
        using var key = PrivateKey.Generate(SystemRandomSource.Instance);
        var options = VictimOptions.Of(Enum.Parse<Defence>(arguments[0]));
        await using var host = new Libp2pHost(key, options, new OpenConnectionGate(), SystemRandomSource.Instance, TimeProvider.System);
        host.Handle(EchoProtocol, (stream, _, token) => stream.CopyToAsync(stream, token));
        host.Handle(DeafProtocol, (_, _, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));
        await host.StartAsync([Multiaddr.Parse("/ip4/0.0.0.0/tcp/9000"), Multiaddr.Parse("/ip4/0.0.0.0/tcp/9001/ws")], CancellationToken.None);
        Console.WriteLine(JsonSerializer.Serialize(new { @event = "ready", peerId = host.LocalPeer.ToString() }));
        while (await Console.In.ReadLineAsync(CancellationToken.None) is { } question)
        {
            Console.WriteLine(JsonSerializer.Serialize(Describe(host, question)));
        }

        return 0;
    }

    private static object Describe(Libp2pHost host, string question)
    {
        var usage = host.Usage;
        return new
        {
            @event = question,
            usage.Connections,
            usage.Handshakes,
            usage.Streams,
            usage.Bytes,
            Refusals = usage.Refusals.ToDictionary(entry => entry.Key.ToString(), entry => entry.Value),
        };
    }
}
