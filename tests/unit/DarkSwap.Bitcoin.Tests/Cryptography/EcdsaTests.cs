using System.Numerics;
using DarkSwap.Cryptography.Secp256k1;
using DarkSwap.Primitives;

namespace DarkSwap.Bitcoin.Tests.Cryptography;

public class EcdsaTests
{
    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", System.Globalization.NumberStyles.HexNumber, null);

    [Fact]
    public void Signatures_survive_both_encodings_and_verify_only_for_their_hash()
    {
        var randomSource = new SeededRandomSource(62);
        for (var round = 0; round < 20; round++)
        {
            using var key = Secp256k1PrivateKey.Create(randomSource);
            var hash = new byte[32];
            randomSource.Fill(hash);
            var signature = key.SignEcdsa(hash);
            signature.ToDer().Length.ShouldBeLessThanOrEqualTo(70);
            EcdsaSignature.TryParseDer(signature.ToDer(), out var fromDer).ShouldBeTrue();
            EcdsaSignature.TryParseCompact(signature.ToCompact(), out var fromCompact).ShouldBeTrue();
            fromCompact.ToDer().ShouldBe(signature.ToDer());
            key.PublicKey.VerifyEcdsa(hash, fromDer).ShouldBeTrue();
            hash[5] ^= 4;
            key.PublicKey.VerifyEcdsa(hash, fromDer).ShouldBeFalse();
        }
    }

    [Fact]
    public void Refuses_the_second_form_of_a_signature()
    {
        using var key = Secp256k1PrivateKey.Create(new SeededRandomSource(146));
        var compact = key.SignEcdsa(new byte[32]).ToCompact();
        var high = Order - new BigInteger(compact.AsSpan(32), isUnsigned: true, isBigEndian: true);
        byte[] second = [.. compact[..32], .. Padded(high)];
        EcdsaSignature.TryParseCompact(second, out _).ShouldBeFalse();
        byte[] der = [0x30, 0, 0x02, 0x20, .. compact[..32], 0x02, 0x21, 0x00, .. Padded(high)];
        der[1] = (byte)(der.Length - 2);
        EcdsaSignature.TryParseDer(der, out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_DER_that_is_cut_padded_or_followed_by_anything()
    {
        using var key = Secp256k1PrivateKey.Create(new SeededRandomSource(66));
        var der = key.SignEcdsa(new byte[32]).ToDer();
        EcdsaSignature.TryParseDer(der, out _).ShouldBeTrue();
        EcdsaSignature.TryParseDer(der.AsSpan(0, der.Length - 1), out _).ShouldBeFalse();
        EcdsaSignature.TryParseDer([.. der, 0], out _).ShouldBeFalse();
        byte[] padded = [0x30, (byte)(der[1] + 1), 0x02, (byte)(der[3] + 1), 0x00, .. der[4..]];
        EcdsaSignature.TryParseDer(padded, out _).ShouldBeFalse();
        EcdsaSignature.TryParseDer([], out _).ShouldBeFalse();
    }

    [Fact]
    public void Parses_public_keys_in_both_forms_and_refuses_points_off_the_curve()
    {
        using var key = Secp256k1PrivateKey.Create(new SeededRandomSource(7));
        Secp256k1PublicKey.TryParse(key.PublicKey.ToArray(), out var compressed).ShouldBeTrue();
        Secp256k1PublicKey.TryParse(key.PublicKey.ToUncompressed(), out var uncompressed).ShouldBeTrue();
        compressed.ShouldBe(uncompressed);
        var hybrid = key.PublicKey.ToUncompressed();
        hybrid[0] = 6;
        Secp256k1PublicKey.TryParse(hybrid, out _).ShouldBeFalse();
        byte[] offCurve = [2, .. Enumerable.Repeat((byte)0xFF, 32)];
        Secp256k1PublicKey.TryParse(offCurve, out _).ShouldBeFalse();
        Secp256k1PublicKey.TryParse([], out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_secrets_out_of_range_and_use_after_disposal()
    {
        Secp256k1PrivateKey.TryParse(new byte[32], out _).ShouldBeFalse();
        Secp256k1PrivateKey.TryParse(Padded(Order), out _).ShouldBeFalse();
        Secp256k1PrivateKey.TryParse(Padded(Order - 1), out var key).ShouldBeTrue();
        key.Dispose();
        Should.Throw<ObjectDisposedException>(() => key.SignEcdsa(new byte[32]));
    }

    private static byte[] Padded(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
