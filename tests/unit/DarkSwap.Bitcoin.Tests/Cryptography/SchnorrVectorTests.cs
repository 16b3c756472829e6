using DarkSwap.Cryptography.Secp256k1;
using DarkSwap.Primitives;

namespace DarkSwap.Bitcoin.Tests.Cryptography;

public class SchnorrVectorTests
{
    public static TheoryData<string> Rows => [.. File.ReadLines(VectorFile.PathOf("bips/bip0340-test-vectors.csv")).Skip(1).Where(line => line.Length > 0)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Signs_and_verifies_as_BIP340_says(string row)
    {
        var cells = row.Split(',');
        byte[][] bytes = [.. cells[1..6].Select(cell => Convert.FromHexString(cell))];
        var (secret, publicKey, auxiliary, message, signature) = (bytes[0], bytes[1], bytes[2], bytes[3], bytes[4]);
        (XOnlyPublicKey.TryParse(publicKey, out var key) && key.VerifySchnorr(message, signature)).ShouldBe(cells[6] == "TRUE", cells[7]);
        if (secret.Length > 0)
        {
            Secp256k1PrivateKey.TryParse(secret, out var privateKey).ShouldBeTrue();
            privateKey.PublicKey.ToXOnly().ToArray().ShouldBe(publicKey);
            privateKey.SignSchnorr(message, auxiliary).ShouldBe(signature);
        }
    }

    [Fact]
    public void Signatures_of_fresh_keys_verify_and_changed_ones_do_not()
    {
        var randomSource = new SeededRandomSource(340);
        using var key = Secp256k1PrivateKey.Create(randomSource);
        byte[] message = new byte[32];
        var signature = key.SignSchnorr(message, randomSource);
        key.PublicKey.ToXOnly().VerifySchnorr(message, signature).ShouldBeTrue();
        signature[40] ^= 1;
        key.PublicKey.ToXOnly().VerifySchnorr(message, signature).ShouldBeFalse();
        key.PublicKey.ToXOnly().VerifySchnorr(message, signature.AsSpan(0, 63)).ShouldBeFalse();
    }
}
