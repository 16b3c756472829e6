using System.Formats.Asn1;
using System.Security.Cryptography;
using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Security.Tls;

/// <summary>Whether a certificate is signed by the key in it: ECDSA on named NIST curves, RSA of 2048 to 8192 bits, and Ed25519, never with a hash weaker than SHA-256.</summary>
internal static class TlsCertificateSignature
{
    private const int MinimumRsaBits = 2048;
    private const int MaximumRsaBits = 8192;
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string EllipticCurveKey = "1.2.840.10045.2.1";
    private const string Ed25519Key = "1.3.101.112";

    internal static bool IsSelfSigned(TlsCertificate certificate)
    {
        try
        {
            return (ReadKeyAlgorithm(certificate.SubjectPublicKeyInfo), certificate.SignatureAlgorithm) switch
            {
                (EllipticCurveKey, "1.2.840.10045.4.3.2") => IsEcdsaSignature(certificate, HashAlgorithmName.SHA256),
                (EllipticCurveKey, "1.2.840.10045.4.3.3") => IsEcdsaSignature(certificate, HashAlgorithmName.SHA384),
                (EllipticCurveKey, "1.2.840.10045.4.3.4") => IsEcdsaSignature(certificate, HashAlgorithmName.SHA512),
                (RsaEncryption, "1.2.840.113549.1.1.11") => IsRsaSignature(certificate, HashAlgorithmName.SHA256),
                (RsaEncryption, "1.2.840.113549.1.1.12") => IsRsaSignature(certificate, HashAlgorithmName.SHA384),
                (RsaEncryption, "1.2.840.113549.1.1.13") => IsRsaSignature(certificate, HashAlgorithmName.SHA512),
                (Ed25519Key, Ed25519Key) => Ed25519.Verify(ReadKeyBits(certificate.SubjectPublicKeyInfo), certificate.Signed.Span, certificate.Signature),
                _ => false,
            };
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            return false;
        }
    }

    private static bool IsEcdsaSignature(TlsCertificate certificate, HashAlgorithmName hash)
    {
        if (!IsNamedCurve(certificate.SubjectPublicKeyInfo))
        {
            return false;
        }

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(certificate.SubjectPublicKeyInfo.Span, out _);
        return key.VerifyData(certificate.Signed.Span, certificate.Signature, hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static bool IsRsaSignature(TlsCertificate certificate, HashAlgorithmName hash)
    {
        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(certificate.SubjectPublicKeyInfo.Span, out _);
        return key.KeySize is >= MinimumRsaBits and <= MaximumRsaBits
            && key.VerifyData(certificate.Signed.Span, certificate.Signature, hash, RSASignaturePadding.Pkcs1);
    }

    private static string ReadKeyAlgorithm(ReadOnlyMemory<byte> subjectPublicKeyInfo) => ReadAlgorithm(subjectPublicKeyInfo).ReadObjectIdentifier();

    /// <summary>Curves written out as parameters are refused: only names are checked by everybody alike.</summary>
    private static bool IsNamedCurve(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var algorithm = ReadAlgorithm(subjectPublicKeyInfo);
        algorithm.ReadObjectIdentifier();
        return algorithm.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier)
            && algorithm.ReadObjectIdentifier() is "1.2.840.10045.3.1.7" or "1.3.132.0.34" or "1.3.132.0.35";
    }

    private static AsnReader ReadAlgorithm(ReadOnlyMemory<byte> subjectPublicKeyInfo) =>
        new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.DER).ReadSequence().ReadSequence();

    private static byte[] ReadKeyBits(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var parts = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.DER).ReadSequence();
        parts.ReadEncodedValue();
        return parts.ReadBitString(out _);
    }
}
