using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Multiformats;

/// <summary>A content id (multiformats/cid): version, content type (multicodec) and multihash. Immutable, equal by value; a CIDv0 and its CIDv1 are different.</summary>
public sealed class Cid : IEquatable<Cid>, IParsable<Cid>
{
    public const ulong Raw = 0x55;
    public const ulong DagProtobuf = 0x70;
    public const ulong Libp2pKey = 0x72;

    private const int Version0TextLength = 46;

    private Cid(int version, ulong codec, Multihash multihash)
    {
        Version = version;
        Codec = codec;
        Multihash = multihash;
    }

    /// <summary>0 or 1.</summary>
    public int Version { get; }

    /// <summary>Code in the multicodec table; that of a CIDv0 is always <see cref="DagProtobuf"/>.</summary>
    public ulong Codec { get; }

    public Multihash Multihash { get; }

    public static Cid Create(ulong codec, Multihash multihash) => new(1, codec, multihash);

    /// <summary>The CIDv1 form of a peer id (peer id specification, "String representation").</summary>
    public static Cid FromPeerId(PeerId peerId) =>
        Multihash.TryRead(peerId.Bytes, out var multihash) ? new Cid(1, Libp2pKey, multihash) : throw new ArgumentException("The peer id is no multihash.", nameof(peerId));

    /// <summary>Reads the binary form, which must fill <paramref name="bytes"/> exactly. A SHA-256 multihash alone is a CIDv0; versions from 2 on are reserved.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Cid? cid)
    {
        cid = null;
        if (bytes is [(byte)Multihash.Sha256, ..])
        {
            cid = Multihash.TryRead(bytes, out var alone) ? new Cid(0, DagProtobuf, alone) : null;
            return cid is not null;
        }

        if (bytes is not [1, ..]
            || Varint.TryRead(bytes[1..], out var codec, out var codecLength) != OperationStatus.Done
            || !Multihash.TryRead(bytes[(1 + codecLength)..], out var multihash))
        {
            return false;
        }

        cid = new Cid(1, codec, multihash);
        return true;
    }

    /// <summary>Reads a CIDv0 ("Qm…", 46 characters) or a CIDv1 in any base of <see cref="MultibaseEncoding"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Cid? cid)
    {
        cid = null;
        if (text is { Length: Version0TextLength } && text.StartsWith("Qm", StringComparison.Ordinal))
        {
            return Multibase.TryDecodeBare(MultibaseEncoding.Base58, text, out var alone) && TryRead(alone, out cid);
        }

        // A CIDv0 has one text form, so none is read from multibase.
        return Multibase.TryDecode(text, out var bytes) && bytes is not [(byte)Multihash.Sha256, ..] && TryRead(bytes, out cid);
    }

    public static Cid Parse(string text) => TryParse(text, out var cid) ? cid : throw new FormatException($"'{text}' is not a content id.");

    static Cid IParsable<Cid>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Cid>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Cid result) =>
        TryParse(s, out result);

    public Cid ToVersion1() => Version == 1 ? this : new Cid(1, Codec, Multihash);

    /// <summary>The peer, for an id whose content is a peer's key.</summary>
    public bool TryGetPeerId([NotNullWhen(true)] out PeerId? peerId)
    {
        peerId = null;
        return Codec == Libp2pKey && PeerId.TryRead(Multihash.ToBytes(), out peerId);
    }

    public byte[] ToBytes()
    {
        if (Version == 0)
        {
            return Multihash.ToBytes();
        }

        Span<byte> codec = stackalloc byte[Varint.MaximumLength];
        return [1, .. codec[..Varint.Write(codec, Codec)], .. Multihash.ToBytes()];
    }

    /// <summary>Base58 for a CIDv0, base32 for a CIDv1.</summary>
    public override string ToString() =>
        Version == 0 ? Multibase.EncodeBare(MultibaseEncoding.Base58, Multihash.ToBytes()) : ToString(MultibaseEncoding.Base32);

    /// <exception cref="InvalidOperationException">This is a CIDv0, which has one form.</exception>
    public string ToString(MultibaseEncoding encoding) =>
        Version == 1 ? Multibase.Encode(encoding, ToBytes()) : throw new InvalidOperationException("A CIDv0 is written in base58 only.");

    public bool Equals(Cid? other) => other is not null && Version == other.Version && Codec == other.Codec && Multihash == other.Multihash;

    public override bool Equals(object? obj) => Equals(obj as Cid);

    public override int GetHashCode() => HashCode.Combine(Version, Codec, Multihash);
}
