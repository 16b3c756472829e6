using System.Numerics;
using System.Security.Cryptography;

namespace DarkSwap.Cryptography.Keys;

/// <summary>RSA as libp2p peers use it: SubjectPublicKeyInfo in DER, PKCS #1 v1.5 signatures over SHA-256. Keys of other sizes are refused before any arithmetic, since large ones cost their verifier seconds (CVE-2023-39533).</summary>
internal static class RsaKeys
{
    internal const int MinimumModulusBits = 2048;
    internal const int MaximumModulusBits = 8192;

    /// <summary>Longest SubjectPublicKeyInfo of a modulus of <see cref="MaximumModulusBits"/> and an exponent of four bytes.</summary>
    internal const int MaximumLength = 1063;

    private const int MaximumExponentLength = 4;

    /// <summary>AlgorithmIdentifier of rsaEncryption with its NULL parameters (RFC 3279 §2.3.1).</summary>
    private static ReadOnlySpan<byte> Algorithm => [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

    internal static bool IsKey(ReadOnlySpan<byte> data) => TryRead(data, out _, out _);

    internal static bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!TryRead(data, out var modulus, out var exponent) || signature.Length != modulus.Length)
        {
            return false;
        }

        using var key = RSA.Create(new RSAParameters { Modulus = modulus.ToArray(), Exponent = exponent.ToArray() });
        return key.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static bool TryRead(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> modulus, out ReadOnlySpan<byte> exponent)
    {
        modulus = default;
        exponent = default;
        var outer = new DerReader(data);
        if (data.Length > MaximumLength || !outer.TryRead(DerReader.Sequence, out var info) || !outer.IsAtEnd)
        {
            return false;
        }

        var fields = new DerReader(info);
        if (!fields.TryRead(DerReader.Sequence, out var algorithm) || !algorithm.SequenceEqual(Algorithm)
            || !fields.TryRead(DerReader.BitString, out var bits) || !fields.IsAtEnd || bits is not [0, ..])
        {
            return false;
        }

        var inner = new DerReader(bits[1..]);
        if (!inner.TryRead(DerReader.Sequence, out var numbers) || !inner.IsAtEnd)
        {
            return false;
        }

        var key = new DerReader(numbers);
        return key.TryReadPositive(out modulus) && key.TryReadPositive(out exponent) && key.IsAtEnd && IsModulus(modulus) && IsExponent(exponent);
    }

    private static bool IsModulus(ReadOnlySpan<byte> modulus)
    {
        var bits = (8 * modulus.Length) - BitOperations.LeadingZeroCount(modulus[0]) + 24;
        return bits is >= MinimumModulusBits and <= MaximumModulusBits && (modulus[^1] & 1) == 1;
    }

    /// <summary>Odd, at least 3 and under 2^31.</summary>
    private static bool IsExponent(ReadOnlySpan<byte> exponent) =>
        (exponent[^1] & 1) == 1 && exponent.Length switch { 1 => exponent[0] > 1, MaximumExponentLength => exponent[0] < 0x80, _ => exponent.Length < MaximumExponentLength };
}
