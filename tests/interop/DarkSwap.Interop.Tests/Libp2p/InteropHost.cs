using System.Collections.Concurrent;
using System.Net;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Libp2p.Transports.WebSockets;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>Our host as the interop tests have it: it echoes, serves perf, and notes what its peers say of themselves.</summary>
internal sealed class InteropHost : IAsyncDisposable
{
    private const int ManyStreams = 2_000;
    private readonly PrivateKey key;
    private readonly ConcurrentDictionary<PeerId, TaskCompletionSource<PeerInformation>> identified = new();

    private InteropHost(PrivateKey key, TransportOptions transports)
    {
        this.key = key;
        Host = new Libp2pHost(key, Options with { Transports = transports }, new OpenConnectionGate(), SystemRandomSource.Instance, TimeProvider.System);
        Host.PeerIdentified += (_, arguments) => IdentifiedOf(arguments.Peer.PeerId).TrySetResult(arguments.Peer);
        Host.Handle(JsNode.EchoProtocol, (stream, _, token) => stream.CopyToAsync(stream, token));
    }

    internal Libp2pHost Host { get; }

    internal PeerId PeerId => Host.LocalPeer;

    private static Libp2pHostOptions Options => new()
    {
        IsPerfServed = true,
        Swarm = new SwarmOptions
        {
            MaximumHandlersPerConnection = ManyStreams,
            Yamux = new() { MaximumInboundStreams = ManyStreams, MaximumOutboundStreams = ManyStreams },
            Mplex = new() { MaximumInboundStreams = ManyStreams, MaximumOutboundStreams = ManyStreams },

            // All peers here share the loopback address, which is therefore not counted.
            Resources = new ResourceOptions { ExemptSubnets = [IPNetwork.Parse("127.0.0.0/8")] },
        },
    };

    internal static Task<InteropHost> StartAsync(PrivateKey key, CancellationToken cancellationToken) =>
        StartAsync(key, new TransportOptions(), [JsNodeOptions.Tcp, JsNodeOptions.WebSocket], cancellationToken);

    /// <summary>A host that serves and believes certificates of an authority as well.</summary>
    internal static Task<InteropHost> StartAsync(PrivateKey key, TestAuthority authority, CancellationToken cancellationToken)
    {
        var webSockets = new WebSocketOptions { CertificateFile = authority.CertificateFile, KeyFile = authority.KeyFile, AuthoritiesFile = authority.AuthorityFile };
        return StartAsync(
            key, new TransportOptions { WebSockets = webSockets }, [JsNodeOptions.Tcp, JsNodeOptions.WebSocket, JsNodeOptions.SecureWebSocket], cancellationToken);
    }

    /// <summary>Where we listen that has the protocols of <paramref name="pattern"/>, an address as one listens on.</summary>
    internal Multiaddr AddressFor(string pattern) => Matching(Host.ListenAddresses, pattern).WithPeer(PeerId);

    internal static Multiaddr Matching(IEnumerable<Multiaddr> addresses, string pattern) =>
        addresses.First(address => ProtocolsOf(address).SequenceEqual(ProtocolsOf(Multiaddr.Parse(pattern))));

    /// <summary>What a peer said of itself on the first connection to it.</summary>
    internal Task<PeerInformation> WaitIdentifiedAsync(PeerId peerId, CancellationToken cancellationToken) => IdentifiedOf(peerId).Task.WaitAsync(cancellationToken);

    /// <summary>Sends bytes, half-closes, and compares what comes back.</summary>
    internal async Task EchoAsync(PeerId peerId, int length, CancellationToken cancellationToken)
    {
        var sent = new byte[length];
        new SeededRandomSource((ulong)length).Fill(sent);
        await using var stream = await Host.OpenStreamAsync(peerId, JsNode.EchoProtocol, cancellationToken);
        var writing = WriteAsync(stream, sent, cancellationToken);
        var received = new MemoryStream();
        await stream.CopyToAsync(received, cancellationToken);
        await writing;
        received.ToArray().AsSpan().SequenceEqual(sent).ShouldBeTrue($"{received.Length} of {length} bytes came back");
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        key.Dispose();
    }

    private static async Task<InteropHost> StartAsync(PrivateKey key, TransportOptions transports, IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        var started = new InteropHost(key, transports);
        await started.Host.StartAsync([.. addresses.Select(Multiaddr.Parse)], cancellationToken);
        return started;
    }

    private static IEnumerable<string> ProtocolsOf(Multiaddr address) => address.Components.Select(component => component.Protocol.Name).Where(name => name != "p2p");

    private static async Task WriteAsync(PeerStream stream, byte[] bytes, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(bytes, cancellationToken);
        await stream.CloseWriteAsync(cancellationToken);
    }

    private TaskCompletionSource<PeerInformation> IdentifiedOf(PeerId peerId) =>
        identified.GetOrAdd(peerId, _ => new TaskCompletionSource<PeerInformation>(TaskCreationOptions.RunContinuationsAsynchronously));
}
