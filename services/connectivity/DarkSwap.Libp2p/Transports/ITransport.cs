using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports;

/// <summary>One way to carry bytes between two addresses, before they are secured.</summary>
internal interface ITransport
{
    bool CanDial(Multiaddr address);

    bool CanListen(Multiaddr address);

    Task<TransportConnection> DialAsync(Multiaddr address, CancellationToken cancellationToken);

    Task<ITransportListener> ListenAsync(Multiaddr address, CancellationToken cancellationToken);
}
