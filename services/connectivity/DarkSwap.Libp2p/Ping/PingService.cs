using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Ping;

/// <summary>/ipfs/ping/1.0.0: 32 random bytes come back as they went (libp2p ping specification).</summary>
internal sealed class PingService(IRandomSource randomSource, TimeProvider timeProvider)
{
    internal const string ProtocolId = "/ipfs/ping/1.0.0";
    private const int PayloadLength = 32;

    internal async Task<TimeSpan> PingAsync(IPeerConnection connection, CancellationToken cancellationToken)
    {
        await using var stream = await connection.OpenStreamAsync([ProtocolId], cancellationToken);
        stream.Priority = Muxing.StreamPriority.High;
        var sent = new byte[PayloadLength];
        var received = new byte[PayloadLength];
        randomSource.Fill(sent);
        var start = timeProvider.GetTimestamp();
        await stream.WriteAsync(sent, cancellationToken);
        await stream.ReadExactlyAsync(received, cancellationToken);
        var roundTrip = timeProvider.GetElapsedTime(start);
        return sent.AsSpan().SequenceEqual(received) ? roundTrip : throw new PeerProtocolException("A ping came back changed.");
    }

    /// <summary>Echoes until the peer closes its side.</summary>
    internal static async Task ServeAsync(PeerStream stream, PeerId remotePeer, CancellationToken cancellationToken)
    {
        var payload = new byte[PayloadLength];
        while (await stream.ReadAtLeastAsync(payload, PayloadLength, throwOnEndOfStream: false, cancellationToken) == PayloadLength)
        {
            await stream.WriteAsync(payload, cancellationToken);
        }
    }
}
