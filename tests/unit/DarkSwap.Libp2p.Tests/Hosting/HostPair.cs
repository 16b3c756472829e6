using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Hosting;

/// <summary>Hosts on loopback with fresh keys, closed together.</summary>
internal sealed class HostPair : IAsyncDisposable
{
    private readonly List<Libp2pHost> hosts = [];
    private readonly List<PrivateKey> keys = [];

    /// <summary>Ends every test that would otherwise hang.</summary>
    internal CancellationToken Deadline { get; } = Patience.Limit().Token;

    internal async Task<Libp2pHost> StartAsync(Libp2pHostOptions? options = null, IConnectionGate? gate = null, string listenAddress = "/ip4/127.0.0.1/tcp/0")
    {
        var key = PrivateKey.Generate(SystemRandomSource.Instance);
        var host = new Libp2pHost(key, options ?? new(), gate ?? new OpenConnectionGate(), SystemRandomSource.Instance, TimeProvider.System);
        keys.Add(key);
        hosts.Add(host);
        await host.StartAsync([Multiaddr.Parse(listenAddress)], Deadline);
        return host;
    }

    internal static Multiaddr AddressOf(Libp2pHost host) => host.ListenAddresses[0].WithPeer(host.LocalPeer);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        keys.ForEach(key => key.Dispose());
    }
}
