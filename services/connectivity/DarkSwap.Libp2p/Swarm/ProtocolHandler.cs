using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>Serves one inbound stream. The token is cancelled when the connection ends or the host closes.</summary>
public delegate Task ProtocolHandler(PeerStream stream, PeerId remotePeer, CancellationToken cancellationToken);
