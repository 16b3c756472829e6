using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Identity;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Identify;

/// <summary>Our own signed peer record. It is signed anew only when the addresses change, so that peers who ask do not make us sign; its number then always grows. Thread-safe.</summary>
internal sealed class OwnRecord(PrivateKey privateKey, TimeProvider timeProvider)
{
    private readonly Lock gate = new();
    private readonly PeerId localPeer = PeerId.FromPublicKey(privateKey.PublicKey);
    private IReadOnlyList<Multiaddr> sealedAddresses = [];
    private ulong sequenceNumber;
    private byte[]? envelope;

    internal byte[] Seal(IReadOnlyList<Multiaddr> addresses)
    {
        lock (gate)
        {
            if (envelope is null || !addresses.SequenceEqual(sealedAddresses))
            {
                // Unix time, as RFC 0003 recommends, so that it grows across restarts too.
                sequenceNumber = Math.Max(sequenceNumber + 1, (ulong)timeProvider.GetUtcNow().ToUnixTimeMilliseconds());
                envelope = new PeerRecord(localPeer, sequenceNumber, addresses).Seal(privateKey);
                sealedAddresses = addresses;
            }

            return envelope;
        }
    }
}
