using System.Threading.Channels;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports.Memory;

/// <summary>Connections that were made inside this process and wait to be accepted.</summary>
internal sealed class QueueListener(Multiaddr address, Action<QueueListener> close) : ITransportListener
{
    private const int Backlog = 512;
    private readonly Channel<TransportConnection> waiting = Channel.CreateBounded<TransportConnection>(Backlog);

    public Multiaddr Address { get; } = address;

    public async ValueTask<TransportConnection?> AcceptAsync(CancellationToken cancellationToken) =>
        await waiting.Reader.WaitToReadAsync(cancellationToken) && waiting.Reader.TryRead(out var next) ? next : null;

    public async ValueTask DisposeAsync()
    {
        close(this);
        waiting.Writer.TryComplete();
        while (waiting.Reader.TryRead(out var unwanted))
        {
            await unwanted.Stream.DisposeAsync();
        }
    }

    /// <summary>False when it is not listened any more, or too many wait.</summary>
    internal bool TryAdd(TransportConnection connection) => waiting.Writer.TryWrite(connection);
}
