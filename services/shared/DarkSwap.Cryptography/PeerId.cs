using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using SimpleBase;

namespace DarkSwap.Cryptography;

/// <summary>A peer's name: the multihash of its public key (libp2p peer id specification). Equal by value, ordered by bytes.</summary>
public sealed class PeerId : IEquatable<PeerId>, IComparable<PeerId>, IParsable<PeerId>
{
    /// <summary>Longest public key encoding, in bytes, that a peer id contains itself instead of its SHA-256.</summary>
    public const int MaximumInlineKeyLength = 42;

    /// <summary>Longest binary form in bytes.</summary>
    public const int MaximumLength = MaximumInlineKeyLength + 2;

    /// <summary>Longest text form that is looked at, in characters.</summary>
    public const int MaximumTextLength = 128;

    private const byte IdentityHash = 0x00;
    private const byte Sha256Hash = 0x12;
    private const byte CidVersion1 = 0x01;
    private const byte Libp2pKeyCodec = 0x72;

    private readonly byte[] multihash;
    private string? text;

    private PeerId(byte[] multihash) => this.multihash = multihash;

    /// <summary>The multihash: what protocols carry.</summary>
    public ReadOnlySpan<byte> Bytes => multihash;

    /// <summary>The id that contains the key, or its SHA-256 when the key is too long for that (peer id specification, "Peer Ids").</summary>
    public static PeerId FromPublicKey(PublicKey publicKey) => publicKey.Encoded.Length <= MaximumInlineKeyLength
        ? new([IdentityHash, (byte)publicKey.Encoded.Length, .. publicKey.Encoded])
        : new([Sha256Hash, SHA256.HashSizeInBytes, .. SHA256.HashData(publicKey.Encoded)]);

    /// <summary>Reads the binary form: an identity multihash of at most 42 bytes or a SHA-256 multihash, and nothing after it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PeerId? peerId)
    {
        peerId = null;
        if (bytes.Length < 2 || bytes.Length != bytes[1] + 2)
        {
            return false;
        }

        var isPeerId = bytes[0] switch
        {
            IdentityHash => bytes[1] is > 0 and <= MaximumInlineKeyLength,
            Sha256Hash => bytes[1] == SHA256.HashSizeInBytes,
            _ => false,
        };
        peerId = isPeerId ? new PeerId(bytes.ToArray()) : null;
        return isPeerId;
    }

    /// <summary>Reads base58btc text ("12D3Koo…", "Qm…") or a CIDv1 of codec libp2p-key in base16, base32, base36 or base58btc.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PeerId? peerId)
    {
        peerId = null;

        // The decoders' tables end before DEL.
        if (text is null || text.Length is 0 or > MaximumTextLength || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[MaximumTextLength];
        if (text[0] == '1' || text.StartsWith("Qm", StringComparison.Ordinal))
        {
            return Base58.Bitcoin.TryDecode(text, bytes, out var length) && TryRead(bytes[..length], out peerId);
        }

        return TryDecodeMultibase(text, bytes, out var cidLength)
            && cidLength > 2
            && bytes[0] == CidVersion1
            && bytes[1] == Libp2pKeyCodec
            && TryRead(bytes[2..cidLength], out peerId);
    }

    public static PeerId Parse(string text) =>
        TryParse(text, out var peerId) ? peerId : throw new FormatException($"'{text}' is not a peer id.");

    static PeerId IParsable<PeerId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<PeerId>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PeerId result) =>
        TryParse(s, out result);

    /// <summary>The key itself, for an id that contains it: Ed25519 and secp256k1 keys are short enough.</summary>
    public bool TryGetPublicKey([NotNullWhen(true)] out PublicKey? publicKey)
    {
        publicKey = null;
        return multihash[0] == IdentityHash && PublicKey.TryRead(multihash.AsSpan(2), out publicKey);
    }

    public bool Matches(PublicKey publicKey) => Equals(FromPublicKey(publicKey));

    public byte[] ToBytes() => multihash.AsSpan().ToArray();

    /// <summary>The CIDv1 form in base32, for places that take CIDs only.</summary>
    public string ToCidText() => "b" + Base32.Rfc4648.Encode([CidVersion1, Libp2pKeyCodec, .. multihash]).ToLowerInvariant();

    public override string ToString() => text ??= Base58.Bitcoin.Encode(multihash);

    public bool Equals(PeerId? other) => other is not null && multihash.AsSpan().SequenceEqual(other.multihash);

    public override bool Equals(object? obj) => Equals(obj as PeerId);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(multihash);
        return hash.ToHashCode();
    }

    public int CompareTo(PeerId? other) => other is null ? 1 : multihash.AsSpan().SequenceCompareTo(other.multihash);

    public static bool operator ==(PeerId? left, PeerId? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(PeerId? left, PeerId? right) => !(left == right);

    private static bool TryDecodeMultibase(string text, Span<byte> bytes, out int length)
    {
        length = 0;
        var body = text.AsSpan(1);
        return text[0] switch
        {
            'f' => Base16.LowerCase.TryDecode(body, bytes, out length),
            'b' => Base32.Rfc4648.TryDecode(body, bytes, out length),
            'k' => Base36.LowerCase.TryDecode(body, bytes, out length),
            'z' => Base58.Bitcoin.TryDecode(body, bytes, out length),
            _ => false,
        };
    }
}
