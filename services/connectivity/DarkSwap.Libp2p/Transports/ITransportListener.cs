using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports;

internal interface ITransportListener : IAsyncDisposable
{
    /// <summary>The address with the port that the system gave.</summary>
    Multiaddr Address { get; }

    /// <summary>The next connection; null once the listener is disposed.</summary>
    ValueTask<TransportConnection?> AcceptAsync(CancellationToken cancellationToken);
}
