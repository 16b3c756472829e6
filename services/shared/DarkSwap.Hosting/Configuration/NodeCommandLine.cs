using System.CommandLine;
using System.CommandLine.Help;

namespace DarkSwap.Hosting.Configuration;

/// <summary>The options of every DarkSwap program, each of which stands for a configuration key.</summary>
public sealed class NodeCommandLine
{
    private readonly Option<string?> data = new("--data") { Description = "Folder for keys, databases and the operator's token [key: data]", HelpName = "DIR" };
    private readonly Option<string?> api = new("--api") { Description = $"Where the REST API listens [key: api] (default {ApiEndpoint.Default})", HelpName = "ADDRESS:PORT" };
    private readonly Option<string[]> listen = new("--listen")
    {
        Description = $"Where peers can connect; may be repeated [key: libp2p:listenAddresses] (default {Libp2pOptions.DefaultListenAddress})", HelpName = "MULTIADDRESS", AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> bootstrap = new("--bootstrap")
    {
        Description = "Peers to connect to; may be repeated [key: libp2p:bootstrapPeers] (default none)", HelpName = "MULTIADDRESS", AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> network = new("--network") { Description = $"{string.Join('|', NodeOptions.Networks)} [key: network] (default regtest)", HelpName = "NETWORK" };
    private readonly Option<string?> bitcoinRpc = new("--bitcoin-rpc") { Description = "The Bitcoin node, with user and password [key: bitcoinRpc] (default this machine)", HelpName = "URL" };
    private readonly Option<bool> perf = new("--perf") { Description = "Let peers measure throughput by /perf/1.0.0 [key: perf]" };
    private readonly Option<bool> migrate = new("--migrate") { Description = "Bring the databases up to date and end" };
    private readonly Option<bool> health = new("--health") { Description = "Ask the running program with the same settings whether it is ready, and end: 0 if it is, 1 if not" };
    private readonly RootCommand command;

    public NodeCommandLine(string description)
    {
        command = new RootCommand(
            $"""
            {description}

            Every option is a configuration key too. What is given later wins: defaults, the file {NodeConfiguration.FileName} in the
            data folder, environment variables (DARKSWAP_ and the key, with __ for a colon, as in DARKSWAP_NETWORK or
            DARKSWAP_LIBP2P__LISTENADDRESSES__0), options. A list given later replaces the whole list.
            """)
        {
            data, api, listen, bootstrap, network, bitcoinRpc, perf, migrate, health,
        };
    }

    public ParsedCommandLine Parse(string[] arguments)
    {
        var result = command.Parse(arguments);
        if (result.Errors.Count > 0 && result.Action is not HelpAction)
        {
            return new ParsedCommandLine { Errors = [.. result.Errors.Select(error => error.Message)] };
        }

        if (result.Action is not null)
        {
            return new ParsedCommandLine { ShowAndEnd = () => result.Invoke(new InvocationConfiguration()) };
        }

        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Set(settings, DataFolder.Key, result.GetValue(data));
        Set(settings, ApiEndpoint.Key, result.GetValue(api));
        Set(settings, "network", result.GetValue(network));
        Set(settings, "bitcoinRpc", result.GetValue(bitcoinRpc));
        Set(settings, "perf", result.GetValue(perf) ? "true" : null);
        SetList(settings, "libp2p:listenAddresses", result.GetValue(listen));
        SetList(settings, "libp2p:bootstrapPeers", result.GetValue(bootstrap));
        return new ParsedCommandLine { Settings = settings, IsMigration = result.GetValue(migrate), IsHealthCheck = result.GetValue(health) };
    }

    private static void Set(Dictionary<string, string?> settings, string key, string? value)
    {
        if (value is not null)
        {
            settings[key] = value;
        }
    }

    private static void SetList(Dictionary<string, string?> settings, string key, string[]? values)
    {
        for (var index = 0; index < (values?.Length ?? 0); index++)
        {
            settings[$"{key}:{index}"] = values![index];
        }
    }
}
