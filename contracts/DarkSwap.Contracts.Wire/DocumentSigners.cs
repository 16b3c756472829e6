using DarkSwap.Cryptography;

namespace DarkSwap.Contracts.Wire;

/// <summary>Orders and trade messages are signed by Ed25519 keys alone: other kinds take peers to the network, but their signatures have second forms or cost more to check.</summary>
internal static class DocumentSigners
{
    internal static bool IsAllowed(ReadOnlySpan<byte> envelope) =>
        SignedEnvelope.TryReadSigner(envelope, out var signer) && signer.Type == KeyType.Ed25519;
}
