using System.Collections.Concurrent;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Ping;

/// <summary>/ipfs/ping/1.0.0: 32 random bytes come back as they went (libp2p ping specification).</summary>
internal sealed class PingService(IRandomSource randomSource, TimeProvider timeProvider)
{
    internal const string ProtocolId = "/ipfs/ping/1.0.0";
    private const int PayloadLength = 32;

    /// <summary>How long a peer may keep a stream open between two pings.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<PeerId, PingHistory> histories = new();

    internal PingStatistics? Find(PeerId peerId) => histories.GetValueOrDefault(peerId)?.Summarize();

    internal void Forget(PeerId peerId) => histories.TryRemove(peerId, out _);

    internal async Task<TimeSpan> PingAsync(IPeerConnection connection, CancellationToken cancellationToken)
    {
        var history = histories.GetOrAdd(connection.RemotePeer, static _ => new PingHistory());
        try
        {
            var roundTrip = await MeasureAsync(connection, cancellationToken);
            history.NoteReturned(roundTrip);
            return roundTrip;
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or OperationCanceledException)
        {
            history.NoteLost();
            throw;
        }
        finally
        {
            if (connection.Completion.IsCompleted)
            {
                // The peer may have been forgotten while the ping was on its way.
                Forget(connection.RemotePeer);
            }
        }
    }

    /// <summary>Echoes until the peer closes its side or is silent for too long.</summary>
    internal static async Task ServeAsync(PeerStream stream, PeerId remotePeer, CancellationToken cancellationToken)
    {
        var payload = new byte[PayloadLength];
        stream.ResetAfter(IdleTimeout);
        while (await stream.ReadUpToAsync(payload, cancellationToken) == PayloadLength)
        {
            await stream.WriteAsync(payload, cancellationToken);
            stream.ResetAfter(IdleTimeout);
        }
    }

    private async Task<TimeSpan> MeasureAsync(IPeerConnection connection, CancellationToken cancellationToken)
    {
        await using var stream = await connection.OpenStreamAsync([ProtocolId], cancellationToken);
        stream.Priority = Muxing.StreamPriority.High;
        var sent = new byte[PayloadLength];
        var received = new byte[PayloadLength];
        randomSource.Fill(sent);
        var start = timeProvider.GetTimestamp();
        await stream.WriteAsync(sent, cancellationToken);
        await stream.ReadWholeAsync(received, cancellationToken);
        var roundTrip = timeProvider.GetElapsedTime(start);
        return sent.AsSpan().SequenceEqual(received) ? roundTrip : throw new PeerProtocolException("A ping came back changed.");
    }
}
