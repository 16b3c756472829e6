using DarkSwap.Hosting.Node;
using DarkSwap.Standalone;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>A standalone node inside the test's own process: a counterparty that costs little and is never killed.</summary>
public sealed class HostedNode : INode
{
    private readonly ModuleTestHost host;

    private HostedNode(ModuleTestHost host)
    {
        this.host = host;
        var information = host.Services.GetRequiredService<INodeInformation>();
        PeerId = information.PeerId;
        Address = information.Addresses[0];
    }

    public string PeerId { get; }

    public string Address { get; }

    public HttpClient Http => host.Operator;

    public string Log => "(a node in the test's own process)";

    public static async Task<HostedNode> StartAsync(NodeStart start, CancellationToken cancellationToken)
    {
        var settings = start.Settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        settings["network"] = "regtest";
        settings["bitcoinRpc"] = start.BitcoinRpcUrl;
        settings["libp2p:listenAddresses:0"] = "/ip4/127.0.0.1/tcp/0";
        settings["libp2p:exemptSubnets:0"] = "127.0.0.0/8";
        foreach (var (index, address) in start.BootstrapAddresses.Index())
        {
            settings[$"libp2p:bootstrapPeers:{index}"] = address;
        }

        var options = new ModuleTestHostOptions { Settings = settings, Configure = builder => builder.Logging.ClearProviders() };
        return new HostedNode(await ModuleTestHost.StartAsync(StandaloneModules.All, options, cancellationToken));
    }

    public Task KillAsync(CancellationToken cancellationToken) => throw new NotSupportedException("It shares its process with the test.");

    public Task StartAgainAsync(CancellationToken cancellationToken) => throw new NotSupportedException("It shares its process with the test.");

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
