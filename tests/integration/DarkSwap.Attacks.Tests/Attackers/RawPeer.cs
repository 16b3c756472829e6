using System.Net.Sockets;
using DarkSwap.Attacks.Tests.Network;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Yamux;
using DarkSwap.Libp2p.Negotiation;
using DarkSwap.Libp2p.Security.Noise;
using DarkSwap.Primitives;

namespace DarkSwap.Attacks.Tests.Attackers;

/// <summary>A connection to the node, over Noise and yamux, that keeps to no limit of its own.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    internal const string NoiseProtocol = "/noise";
    private readonly PrivateKey key;
    private readonly IMuxer muxer;

    private RawPeer(PrivateKey key, IMuxer muxer)
    {
        this.key = key;
        this.muxer = muxer;
    }

    internal Task Ended => muxer.Completion;

    internal static async Task<RawPeer> ConnectAsync(Place place, int address, CancellationToken cancellationToken)
    {
        var stream = new NetworkStream(await place.ConnectAsync(address, Place.Port, cancellationToken), ownsSocket: true);
        var key = PrivateKey.Generate(SystemRandomSource.Instance);
        try
        {
            await MultistreamSelect.ProposeAsync(stream, [NoiseProtocol], cancellationToken);
            var secured = await new NoiseSecurity(key, [YamuxMuxerFactory.Id], SystemRandomSource.Instance).SecureOutboundAsync(stream, null, cancellationToken);
            var options = new YamuxOptions { MaximumOutboundStreams = 4_096, MaximumUnacknowledgedStreams = 4_096 };
            return new RawPeer(key, new YamuxMuxerFactory(options, TimeProvider.System).Start(secured.Stream, isClient: true, UnlimitedMemoryBudget.Instance));
        }
        catch
        {
            await stream.DisposeAsync();
            key.Dispose();
            throw;
        }
    }

    /// <summary>A stream on which nothing is agreed yet.</summary>
    internal ValueTask<MuxedStream> OpenAsync(CancellationToken cancellationToken) => muxer.OpenAsync(cancellationToken);

    internal async Task<MuxedStream> OpenAsync(string protocolId, CancellationToken cancellationToken)
    {
        var stream = await muxer.OpenAsync(cancellationToken);
        await MultistreamSelect.ProposeAsync(stream, [protocolId], cancellationToken);
        return stream;
    }

    /// <summary>Sends a few bytes and reads them back.</summary>
    internal static async Task EchoAsync(Stream stream, CancellationToken cancellationToken)
    {
        var sent = new byte[1_000];
        sent.AsSpan().Fill(7);
        await stream.WriteAsync(sent, cancellationToken);
        var received = new byte[sent.Length];
        await stream.ReadExactlyAsync(received, cancellationToken);
        received.ShouldBe(sent);
    }

    public async ValueTask DisposeAsync()
    {
        await muxer.DisposeAsync();
        key.Dispose();
    }
}
