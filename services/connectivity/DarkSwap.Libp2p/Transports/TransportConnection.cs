using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports;

/// <summary>A connection that nothing is known of but where it goes.</summary>
internal sealed record TransportConnection(Stream Stream, Multiaddr LocalAddress, Multiaddr RemoteAddress);
