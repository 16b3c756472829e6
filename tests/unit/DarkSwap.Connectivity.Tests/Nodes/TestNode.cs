using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.Node;
using DarkSwap.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Connectivity.Tests.Nodes;

/// <summary>A node's connectivity with stand-ins for the other services, on a loopback port.</summary>
public sealed class TestNode : IAsyncDisposable
{
    private TestNode(ModuleTestHost host, StandInServices services)
    {
        Host = host;
        Services = services;
    }

    public ModuleTestHost Host { get; }

    public StandInServices Services { get; }

    public string PeerId => Host.Services.GetRequiredService<INodeInformation>().PeerId;

    public string Address => Host.Services.GetRequiredService<INodeInformation>().Addresses[0];

    public static async Task<TestNode> StartAsync(string? dataFolder = null, StandInServices? services = null, Dictionary<string, string?>? settings = null)
    {
        services ??= new StandInServices();
        var options = new ModuleTestHostOptions
        {
            DataFolder = dataFolder,
            Settings = new(settings ?? []) { ["libp2p:listenAddresses:0"] = "/ip4/127.0.0.1/tcp/0", ["libp2p:exemptSubnets:0"] = "127.0.0.0/8" },
            Configure = builder => builder.Services.AddSingleton(services),
        };
        var host = await ModuleTestHost.StartAsync([ModuleRegistration.Of<ConnectivityModule>(), ModuleRegistration.Of<StandInModule>()], options, CancellationToken.None);
        return new TestNode(host, services);
    }

    public Task<HttpResponseMessage> DialAsync(TestNode other) => Host.Operator.PostAsJsonAsync("network/peers", new { address = other.Address });

    public async Task<int> CountPeersAsync()
    {
        using var document = JsonDocument.Parse(await Host.Anonymous.GetStringAsync("network/peers"));
        return document.RootElement.GetProperty("items").GetArrayLength();
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
