using DarkSwap.Cryptography;
using DarkSwap.Libp2p;
using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Security;

namespace DarkSwap.Simulation.Tests.Swarm;

/// <summary>Keys are told and believed, and nothing is encrypted, so that long simulations spend their time on what is above. For simulations only.</summary>
internal sealed class PlaintextSecurity(PublicKey publicKey) : ISecurityProtocol
{
    private const int MaximumKeyLength = 1024;

    public string ProtocolId => "/simulation/plaintext";

    public async Task<SecuredConnection> SecureOutboundAsync(Stream stream, PeerId? expectedPeer, CancellationToken cancellationToken)
    {
        var secured = await SecureInboundAsync(stream, cancellationToken);
        return expectedPeer is null || expectedPeer == secured.RemotePeer
            ? secured
            : throw new PeerProtocolException($"{secured.RemotePeer} answered instead of {expectedPeer}.");
    }

    public async Task<SecuredConnection> SecureInboundAsync(Stream stream, CancellationToken cancellationToken)
    {
        await LengthPrefixed.WriteAsync(stream, publicKey.Encoded.ToArray(), cancellationToken);
        var encoded = await LengthPrefixed.ReadAsync(stream, MaximumKeyLength, cancellationToken);
        return encoded is not null && PublicKey.TryRead(encoded, out var remoteKey)
            ? new SecuredConnection(stream, remoteKey, PeerId.FromPublicKey(remoteKey), null)
            : throw new PeerProtocolException("The peer tells no key.");
    }
}
