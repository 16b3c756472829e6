using System.Numerics;
using System.Security.Cryptography;

namespace DarkSwap.Cryptography.Keys;

/// <summary>ECDSA on P-256 as libp2p peers use it: SubjectPublicKeyInfo in DER with an uncompressed point, DER signatures over SHA-256.</summary>
internal static class EcdsaKeys
{
    internal const int Length = 91;
    private const int CoordinateLength = 32;

    private static readonly BigInteger Prime = Number(Convert.FromHexString("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"));
    private static readonly BigInteger Constant = Number(Convert.FromHexString("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"));

    /// <summary>Everything before the coordinates: id-ecPublicKey, prime256v1, a bit string, "uncompressed" (RFC 5480 §2).</summary>
    private static ReadOnlySpan<byte> Prefix =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
        0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

    internal static bool IsKey(ReadOnlySpan<byte> data) =>
        data.Length == Length && data.StartsWith(Prefix) && IsOnCurve(data.Slice(Prefix.Length, CoordinateLength), data[^CoordinateLength..]);

    internal static bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> plain = stackalloc byte[2 * CoordinateLength];
        if (!TryReadSignature(signature, plain))
        {
            return false;
        }

        var point = new ECPoint { X = data.Slice(Prefix.Length, CoordinateLength).ToArray(), Y = data[^CoordinateLength..].ToArray() };
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        return key.VerifyData(message, plain, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static bool TryReadSignature(ReadOnlySpan<byte> signature, Span<byte> plain)
    {
        plain.Clear();
        var outer = new DerReader(signature);
        if (!outer.TryRead(DerReader.Sequence, out var content) || !outer.IsAtEnd)
        {
            return false;
        }

        var numbers = new DerReader(content);
        if (!numbers.TryReadPositive(out var r) || !numbers.TryReadPositive(out var s) || !numbers.IsAtEnd
            || r.Length > CoordinateLength || s.Length > CoordinateLength)
        {
            return false;
        }

        r.CopyTo(plain[(CoordinateLength - r.Length)..]);
        s.CopyTo(plain[(plain.Length - s.Length)..]);
        return true;
    }

    private static bool IsOnCurve(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var (x, y) = (Number(first), Number(second));
        return x < Prime && y < Prime && (((y * y) - (((x * x) - 3) * x) - Constant) % Prime).IsZero;
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
