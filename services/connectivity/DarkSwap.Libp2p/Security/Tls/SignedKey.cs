using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Security.Tls;

/// <summary>The certificate extension that names the peer: its identity key, and that key's signature over the certificate's key (libp2p TLS specification, "libp2p Public Key Extension").</summary>
internal sealed record SignedKey(PublicKey IdentityKey, byte[] Signature)
{
    internal const string ObjectIdentifier = "1.3.6.1.4.1.53594.1.1";

    private static ReadOnlySpan<byte> SignaturePrefix => "libp2p-tls-handshake:"u8;

    internal static SignedKey Create(PrivateKey privateKey, ReadOnlySpan<byte> subjectPublicKeyInfo) =>
        new(privateKey.PublicKey, privateKey.Sign([.. SignaturePrefix, .. subjectPublicKeyInfo]));

    internal bool IsSignatureOver(ReadOnlySpan<byte> subjectPublicKeyInfo) => IdentityKey.Verify([.. SignaturePrefix, .. subjectPublicKeyInfo], Signature);

    internal byte[] ToBytes()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteOctetString(IdentityKey.Encoded);
            writer.WriteOctetString(Signature);
        }

        return writer.Encode();
    }

    internal static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out SignedKey? signedKey)
    {
        signedKey = null;
        try
        {
            var reader = new AsnReader(bytes, AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var publicKey = sequence.ReadOctetString();
            var signature = sequence.ReadOctetString();
            sequence.ThrowIfNotEmpty();
            signedKey = PublicKey.TryRead(publicKey, out var identityKey) ? new SignedKey(identityKey, signature) : null;
            return signedKey is not null;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
