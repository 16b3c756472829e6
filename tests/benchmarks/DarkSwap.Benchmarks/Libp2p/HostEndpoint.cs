using System.Net;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Pool;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Primitives;

namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>A whole host, identify included, with one transport, security and muxer.</summary>
internal sealed class HostEndpoint(Stack stack) : IEndpoint
{
    private static readonly Dictionary<string, string> ProtocolIds = new(StringComparer.Ordinal)
    {
        ["noise"] = "/noise", ["tls"] = "/tls/1.0.0", ["yamux"] = "/yamux/1.0.0", ["mplex"] = "/mplex/6.7.0",
    };

    private readonly List<Libp2pHost> idle = [];
    private readonly Libp2pHost host = CreateHost(stack);

    /// <summary>Another one for dials: the host has a connection to the listener already.</summary>
    private readonly Libp2pHost dialing = CreateHost(stack);
    private IPeerConnection? connection;

    public async Task<string> ListenAsync(CancellationToken cancellationToken)
    {
        host.Handle(BenchmarkProtocol.Id, (stream, _, token) => BenchmarkProtocol.ServeAsync(stream, token));
        await host.StartAsync([Multiaddr.Parse($"/ip4/127.0.0.1/tcp/0{(stack.Transport == "ws" ? "/ws" : string.Empty)}")], cancellationToken);
        return $"{host.ListenAddresses[0]}/p2p/{host.LocalPeer}";
    }

    public async Task ConnectAsync(string address, CancellationToken cancellationToken) =>
        connection = await host.DialAsync(Multiaddr.Parse(address), cancellationToken);

    public async Task<TResult> WithStreamAsync<TResult>(Func<Stream, Task<TResult>> action, CancellationToken cancellationToken)
    {
        await using var stream = await connection!.OpenStreamAsync([BenchmarkProtocol.Id], cancellationToken);
        var result = await action(stream);
        await stream.CloseWriteAsync(cancellationToken);
        return await stream.ReadAsync(new byte[1], cancellationToken) == 0 ? result : throw new InvalidDataException("More came than was asked for.");
    }

    public async Task DialOnceAsync(string address, CancellationToken cancellationToken)
    {
        var dialed = await dialing.DialAsync(Multiaddr.Parse(address), cancellationToken);
        await dialed.CloseAsync(cancellationToken);
    }

    public async Task AddIdleAsync(string address, CancellationToken cancellationToken)
    {
        var other = CreateHost(stack);
        idle.Add(other);
        await other.DialAsync(Multiaddr.Parse(address), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in idle)
        {
            await other.DisposeAsync();
        }

        await dialing.DisposeAsync();
        await host.DisposeAsync();
    }

    private static Libp2pHost CreateHost(Stack stack) => new(
        PrivateKey.Generate(SystemRandomSource.Instance),
        new Libp2pHostOptions
        {
            SecurityProtocols = [ProtocolIds[stack.Security]],
            Muxers = [ProtocolIds[stack.Muxer]],
            // Everybody who connects is on loopback.
            Swarm = new SwarmOptions { MaximumConnections = 10_000, Pool = new PoolOptions { HighWater = 10_000, LowWater = 10_000 }, Resources = new ResourceOptions { ExemptSubnets = [IPNetwork.Parse("127.0.0.0/8")], MaximumHandshakesPerSubnet = 1_000 } },
        },
        new OpenConnectionGate(),
        SystemRandomSource.Instance,
        TimeProvider.System);
}
