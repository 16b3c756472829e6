using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using DarkSwap.Cryptography;

namespace DarkSwap.Shared.Tests.Cryptography;

/// <summary>Keys that others sign with: ECDSA on P-256 and RSA. What signs here is .NET's own implementation.</summary>
public sealed class VerifiedKeyTests
{
    private static readonly byte[] Message = "libp2p-tls-handshake:"u8.ToArray();

    [Fact]
    public void Verifies_ECDSA_signatures_in_DER_and_nothing_else()
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PublicKey.TryRead(Encoding(KeyType.Ecdsa, signer.ExportSubjectPublicKeyInfo()), out var key).ShouldBeTrue();
        for (var round = 0; round < 16; round++)
        {
            var signature = signer.SignData(Message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

            key!.Verify(Message, signature).ShouldBeTrue();
            key.Verify([.. Message, 0], signature).ShouldBeFalse();
            key.Verify(Message, [.. signature, 0]).ShouldBeFalse();
            key.Verify(Message, signature[..^1]).ShouldBeFalse();
        }

        key!.Verify(Message, signer.SignData(Message, HashAlgorithmName.SHA256)).ShouldBeFalse();
        key.Verify(Message, [0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00]).ShouldBeFalse();
        key.Verify(Message, [0x30, 0x80, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01, 0x00, 0x00]).ShouldBeFalse();
        key.Verify(Message, []).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_ECDSA_keys_that_are_no_points_of_P256()
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var info = signer.ExportSubjectPublicKeyInfo();
        byte[] beside = [.. info];
        beside[^1] ^= 1;

        IsRefused(KeyType.Ecdsa, beside);
        IsRefused(KeyType.Ecdsa, [.. info[..27], .. new byte[64]]);
        IsRefused(KeyType.Ecdsa, [.. info[..27], .. Enumerable.Repeat((byte)0xff, 64)]);
        IsRefused(KeyType.Ecdsa, [.. info, 0]);
        IsRefused(KeyType.Ecdsa, larger.ExportSubjectPublicKeyInfo());
    }

    [Theory]
    [InlineData(2048)]
    [InlineData(3072)]
    public void Verifies_RSA_signatures_over_SHA256_and_nothing_else(int bits)
    {
        using var signer = RSA.Create(bits);
        PublicKey.TryRead(Encoding(KeyType.Rsa, signer.ExportSubjectPublicKeyInfo()), out var key).ShouldBeTrue();
        var signature = signer.SignData(Message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        key!.Verify(Message, signature).ShouldBeTrue();
        key.Verify([.. Message, 0], signature).ShouldBeFalse();
        key.Verify(Message, [0, .. signature]).ShouldBeFalse();
        key.Verify(Message, Enumerable.Repeat((byte)0xff, signature.Length).ToArray()).ShouldBeFalse();
        key.Verify(Message, signer.SignData(Message, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)).ShouldBeFalse();
        key.Verify(Message, signer.SignData(Message, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1)).ShouldBeFalse();
        key.Verify(Message, []).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1024, false)]
    [InlineData(2047, false)]
    [InlineData(2048, true)]
    [InlineData(2049, true)]
    [InlineData(8192, true)]
    [InlineData(8193, false)]
    [InlineData(16384, false)]
    public void Takes_RSA_keys_of_2048_to_8192_bits(int bits, bool isTaken)
    {
        var modulus = (BigInteger.One << (bits - 1)) + 1;

        PublicKey.TryRead(Encoding(KeyType.Rsa, Info(modulus, 65537)), out _).ShouldBe(isTaken);
        PublicKey.TryRead(Encoding(KeyType.Rsa, Info(modulus, int.MaxValue)), out _).ShouldBe(isTaken);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("65536")]
    [InlineData("-3")]
    [InlineData("2147483649")]
    [InlineData("340282366920938463463374607431768211457")]
    public void Refuses_RSA_exponents_that_no_key_has_or_that_cost_too_much(string exponent) =>
        IsRefused(KeyType.Rsa, Info((BigInteger.One << 2047) + 1, BigInteger.Parse(exponent, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Refuses_RSA_keys_in_any_encoding_but_the_shortest()
    {
        using var signer = RSA.Create(2048);
        var info = signer.ExportSubjectPublicKeyInfo();
        IsRefused(KeyType.Rsa, Info(BigInteger.One << 2047, 65537));
        IsRefused(KeyType.Rsa, Info(-(BigInteger.One << 2047) - 1, 65537));
        IsRefused(KeyType.Rsa, signer.ExportRSAPublicKey());
        IsRefused(KeyType.Rsa, [.. info, 0]);
        IsRefused(KeyType.Rsa, [0x30, 0x83, 0x00, .. info[2..]]);
        for (var length = 0; length < info.Length; length++)
        {
            IsRefused(KeyType.Rsa, info[..length]);
        }
    }

    [Fact]
    public void A_key_changed_in_one_bit_is_another_key_or_none()
    {
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var encoded in (byte[][])[Encoding(KeyType.Rsa, rsa.ExportSubjectPublicKeyInfo()), Encoding(KeyType.Ecdsa, ecdsa.ExportSubjectPublicKeyInfo())])
        {
            for (var bit = 0; bit < 8 * encoded.Length; bit++)
            {
                byte[] damaged = [.. encoded];
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                (!PublicKey.TryRead(damaged, out var key) || key.Encoded.SequenceEqual(damaged)).ShouldBeTrue();
                key?.Verify(Message, new byte[256]).ShouldBeFalse();
            }
        }
    }

    private static void IsRefused(KeyType type, byte[] data) => PublicKey.TryRead(Encoding(type, data), out _).ShouldBeFalse();

    private static byte[] Encoding(KeyType type, byte[] data)
    {
        byte[] length = data.Length < 128 ? [(byte)data.Length] : [(byte)(data.Length | 0x80), (byte)(data.Length >> 7)];
        return [0x08, (byte)type, 0x12, .. length, .. data];
    }

    private static byte[] Info(BigInteger modulus, BigInteger exponent)
    {
        var key = new AsnWriter(AsnEncodingRules.DER);
        using (key.PushSequence())
        {
            key.WriteInteger(modulus);
            key.WriteInteger(exponent);
        }

        var info = new AsnWriter(AsnEncodingRules.DER);
        using (info.PushSequence())
        {
            using (info.PushSequence())
            {
                info.WriteObjectIdentifier("1.2.840.113549.1.1.1");
                info.WriteNull();
            }

            info.WriteBitString(key.Encode());
        }

        return info.Encode();
    }
}
