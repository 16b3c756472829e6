using System.Net;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports;

/// <summary>One way to carry bytes between two addresses, before they are secured.</summary>
internal interface ITransport
{
    bool CanDial(Multiaddr address);

    bool CanListen(Multiaddr address);

    /// <param name="mayConnect">Asked of each IP address before anything is sent to it, those that a name resolves to included.</param>
    /// <exception cref="IOException">The address cannot be reached, or none of its IP addresses may be connected to.</exception>
    Task<TransportConnection> DialAsync(Multiaddr address, Predicate<IPAddress> mayConnect, CancellationToken cancellationToken);

    Task<ITransportListener> ListenAsync(Multiaddr address, CancellationToken cancellationToken);
}
