using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;

namespace DarkSwap.Libp2p.Security.Tls;

/// <summary>What of a peer's certificate counts (RFC 5280 §4.1), read without following anything that it names.</summary>
internal sealed record TlsCertificate
{
    /// <summary>Longest certificate that is looked at, in bytes: far over one with two keys and two signatures of RSA 8192.</summary>
    internal const int MaximumLength = 8 * 1024;

    private const int MaximumExtensions = 32;
    private const int Version3 = 2;
    private const int LastYearOfTwoDigits = 2049;
    private static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3);

    /// <summary>The part that the certificate's signature covers.</summary>
    internal required ReadOnlyMemory<byte> Signed { get; init; }

    internal required string SignatureAlgorithm { get; init; }

    internal required byte[] Signature { get; init; }

    internal required ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; init; }

    internal required DateTimeOffset NotBefore { get; init; }

    internal required DateTimeOffset NotAfter { get; init; }

    internal required SignedKey SignedKey { get; init; }

    /// <summary>False for anything malformed, without the libp2p extension, with another critical extension, with one extension twice, or with the deprecated unique identifiers.</summary>
    internal static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out TlsCertificate? certificate)
    {
        certificate = null;
        if (bytes.Length > MaximumLength)
        {
            return false;
        }

        try
        {
            certificate = Read(bytes);
            return certificate is not null;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static TlsCertificate? Read(ReadOnlyMemory<byte> bytes)
    {
        var whole = new AsnReader(bytes, AsnEncodingRules.DER);
        var parts = whole.ReadSequence();
        whole.ThrowIfNotEmpty();
        var signed = parts.PeekEncodedValue();
        var fields = parts.ReadSequence();
        var algorithm = parts.ReadEncodedValue();
        var signature = parts.ReadBitString(out var unusedBits);
        parts.ThrowIfNotEmpty();
        var version = fields.ReadSequence(VersionTag);
        if (unusedBits != 0 || !version.TryReadInt32(out var number) || number != Version3)
        {
            return null;
        }

        version.ThrowIfNotEmpty();
        fields.ReadIntegerBytes();
        if (!fields.ReadEncodedValue().Span.SequenceEqual(algorithm.Span))
        {
            return null;
        }

        var issuer = fields.ReadEncodedValue();
        var validity = fields.ReadSequence();
        var (notBefore, notAfter) = (ReadTime(validity), ReadTime(validity));
        validity.ThrowIfNotEmpty();
        var isSelfIssued = fields.ReadEncodedValue().Span.SequenceEqual(issuer.Span);
        var publicKey = fields.ReadEncodedValue();
        return isSelfIssued && ReadExtensions(fields) is { } signedKey
            ? new TlsCertificate
            {
                Signed = signed,
                SignatureAlgorithm = ReadAlgorithm(algorithm),
                Signature = signature,
                SubjectPublicKeyInfo = publicKey,
                NotBefore = notBefore,
                NotAfter = notAfter,
                SignedKey = signedKey,
            }
            : null;
    }

    private static string ReadAlgorithm(ReadOnlyMemory<byte> algorithm) => new AsnReader(algorithm, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier();

    private static DateTimeOffset ReadTime(AsnReader validity) =>
        validity.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? validity.ReadUtcTime(LastYearOfTwoDigits) : validity.ReadGeneralizedTime();

    private static SignedKey? ReadExtensions(AsnReader fields)
    {
        var wrapper = fields.ReadSequence(ExtensionsTag);
        fields.ThrowIfNotEmpty();
        var extensions = wrapper.ReadSequence();
        wrapper.ThrowIfNotEmpty();
        var seen = new HashSet<string>();
        SignedKey? signedKey = null;
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var identifier = extension.ReadObjectIdentifier();
            var isCritical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            var value = extension.ReadOctetString();
            extension.ThrowIfNotEmpty();
            var isOurs = identifier == SignedKey.ObjectIdentifier;
            if (seen.Count == MaximumExtensions || !seen.Add(identifier) || (isCritical && !isOurs) || (isOurs && !SignedKey.TryRead(value, out signedKey)))
            {
                return null;
            }
        }

        return signedKey;
    }
}
