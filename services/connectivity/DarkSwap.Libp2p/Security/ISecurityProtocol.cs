using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Security;

/// <summary>A handshake that encrypts a bare connection and proves the keys of both ends.</summary>
internal interface ISecurityProtocol
{
    /// <summary>For multistream-select, with its leading slash.</summary>
    string ProtocolId { get; }

    /// <param name="stream">Disposed by the caller when the handshake fails, by the secured stream's owner otherwise.</param>
    /// <param name="expectedPeer">Who must answer; null takes anybody.</param>
    /// <exception cref="PeerProtocolException">The peer broke the protocol, or another peer answered.</exception>
    Task<SecuredConnection> SecureOutboundAsync(Stream stream, PeerId? expectedPeer, CancellationToken cancellationToken);

    /// <exception cref="PeerProtocolException">The peer broke the protocol.</exception>
    Task<SecuredConnection> SecureInboundAsync(Stream stream, CancellationToken cancellationToken);
}
