using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Security;

/// <summary>A connection whose peer has proved its key.</summary>
/// <param name="MuxerProtocolId">The muxer that the handshake agreed on, or null when multistream-select has to.</param>
internal sealed record SecuredConnection(Stream Stream, PublicKey RemoteKey, PeerId RemotePeer, string? MuxerProtocolId);
