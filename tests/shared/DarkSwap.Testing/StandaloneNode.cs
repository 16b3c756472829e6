using System.Globalization;
using System.Net.Http.Headers;

namespace DarkSwap.Testing;

/// <summary>
/// The standalone node as a process of its own. Killed or stopped and started again, it keeps its data folder and its
/// ports.
/// </summary>
public sealed class StandaloneNode : INode
{
    private static readonly TimeSpan StartLimit = Patience.OfPrograms;
    private static readonly TimeSpan StopLimit = Patience.OfPrograms;
    private readonly NodeStart options;
    private readonly TemporaryFolder folder = new();
    private readonly int[] ports = LoopbackPorts.Find(2);
    private ChildProcess? process;
    private HttpClient? http;

    private StandaloneNode(NodeStart options) => this.options = options;

    public string DataFolder => folder.Path;

    public string PeerId { get; private set; } = string.Empty;

    /// <summary>Where other nodes dial this one, with its peer id.</summary>
    public string Address => $"/ip4/127.0.0.1/tcp/{ports[1]}/p2p/{PeerId}";

    /// <summary>Base address ends with <c>/api/v1/</c>; sends the operator's token.</summary>
    public HttpClient Http => http ?? throw new InvalidOperationException("The node is not running.");

    /// <summary>Without path.</summary>
    public Uri ApiUri { get; private set; } = new("http://127.0.0.1");

    public string OperatorToken { get; private set; } = string.Empty;

    /// <summary>What the running process has written, for failure messages.</summary>
    public string Log => process?.Describe() ?? "(not running)";

    public static async Task<StandaloneNode> StartAsync(NodeStart options, CancellationToken cancellationToken)
    {
        var node = new StandaloneNode(options);
        try
        {
            await node.StartAgainAsync(cancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        process = BuiltProgram.Start("services/standalone/DarkSwap.Standalone", Arguments(), options.Environment);
        var ready = await process.WaitForEventAsync("ready", StartLimit, cancellationToken);
        PeerId = ready.GetProperty("peerId").GetString()!;
        ApiUri = new Uri(ready.GetProperty("api").GetString()!);
        OperatorToken = (await File.ReadAllTextAsync(ready.GetProperty("tokenFile").GetString()!, cancellationToken)).Trim();
        http = new HttpClient { BaseAddress = new Uri(ApiUri, "/api/v1/"), Timeout = Patience.Usual };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", OperatorToken);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        await process!.KillAsync(cancellationToken);
        await ForgetProcessAsync();
    }

    /// <summary>SIGTERM; returns the exit code, which is 0 when everything in flight was finished.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        process!.Terminate();
        var exitCode = await process.WaitForExitAsync(StopLimit, cancellationToken);
        await ForgetProcessAsync();
        return exitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await ForgetProcessAsync();
        folder.Dispose();
    }

    private async Task ForgetProcessAsync()
    {
        http?.Dispose();
        http = null;
        if (process is { } ended)
        {
            process = null;
            await ended.DisposeAsync();
        }
    }

    private List<string> Arguments()
    {
        List<string> arguments =
        [
            "--data", folder.Path, "--api", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ports[0]}"),
            "--listen", string.Create(CultureInfo.InvariantCulture, $"/ip4/127.0.0.1/tcp/{ports[1]}"), "--network", "regtest", "--bitcoin-rpc", options.BitcoinRpcUrl,
        ];
        foreach (var address in options.BootstrapAddresses)
        {
            arguments.AddRange(["--bootstrap", address]);
        }

        return arguments;
    }
}
