using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Primitives;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>The way to one connected peer: its queue, and the loop that writes batches on the one long stream that we opened.</summary>
internal sealed partial class PeerChannel(PeerId peerId, ILibp2pHost host, OutgoingQueueOptions options, TimeProvider timeProvider, ILogger logger)
{
    /// <summary>Wait before a broken stream is opened again while the connection lives.</summary>
    private static readonly TimeSpan ReopenDelay = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly OutgoingQueue queue = new(options);
    private readonly List<Envelope> batch = [];
    private bool isFinishing;

    public PeerId PeerId => peerId;

    /// <summary>Queues a message; false when the class is full and may not drop (high).</summary>
    public bool TrySend(MessagePriority priority, Envelope envelope)
    {
        bool isAccepted;
        lock (gate)
        {
            isAccepted = queue.TryEnqueue(priority, envelope, MonotonicTime.Now(timeProvider));
            Wake();
        }

        return isAccepted;
    }

    /// <summary>Lets <see cref="RunAsync"/> end once everything that waits is written.</summary>
    public void Finish()
    {
        lock (gate)
        {
            isFinishing = true;
            Wake();
        }
    }

    /// <summary>Runs until the token is cancelled, the peer turns out not to speak the protocol, or the connection has ended.</summary>
    public async Task RunAsync(Envelope hello, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var stream = await host.OpenStreamAsync(peerId, PeerProtocols.Messages, cancellationToken);
                stream.Priority = StreamPriority.High;
                await LengthPrefixedWriter.WriteAsync(stream, BatchCodec.Pack([hello]), cancellationToken);
                await WriteAsync(stream, cancellationToken);
                return;
            }
            catch (ProtocolNotSupportedException)
            {
                return;
            }
            catch (PeerNotConnectedException)
            {
                return;
            }
            catch (Exception exception) when (exception is IOException or TimeoutException)
            {
                LogStreamBroken(peerId, exception.Message);
                await Task.Delay(ReopenDelay, timeProvider, cancellationToken);
            }
        }
    }

    private void Wake()
    {
        if (wake.CurrentCount == 0)
        {
            wake.Release();
        }
    }

    /// <summary>Returns when the channel is finishing and nothing waits.</summary>
    private async Task WriteAsync(PeerStream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan wait;
            lock (gate)
            {
                if (isFinishing && queue.IsEmpty)
                {
                    return;
                }

                batch.Clear();
                var now = MonotonicTime.Now(timeProvider);
                queue.TryTakeBatch(now, batch);
                wait = queue.NextFlush is { } due ? due - now : Timeout.InfiniteTimeSpan;
            }

            if (batch.Count > 0)
            {
                await LengthPrefixedWriter.WriteAsync(stream, BatchCodec.Pack(batch), cancellationToken);
            }
            else if (wait == Timeout.InfiniteTimeSpan)
            {
                await wake.WaitAsync(cancellationToken);
            }
            else
            {
                await Task.Delay(wait, timeProvider, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Debug, Message = "Messages stream to {PeerId} broke: {Reason}")]
    private partial void LogStreamBroken(PeerId peerId, string reason);
}
