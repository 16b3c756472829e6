using DarkSwap.Cryptography;

namespace DarkSwap.Shared.Tests.Cryptography;

public sealed class X25519Tests
{
    [Theory]
    [InlineData(
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552")]
    [InlineData(
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
        "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
        "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957")]
    public void Multiplies_the_vectors_of_RFC7748_5_2(string scalar, string point, string product)
    {
        var secret = new byte[X25519.SharedSecretLength];

        X25519.TryAgree(Convert.FromHexString(scalar), Convert.FromHexString(point), secret).ShouldBeTrue();
        Convert.ToHexStringLower(secret).ShouldBe(product);
    }

    [Fact]
    public void Agrees_on_the_secret_of_RFC7748_6_1()
    {
        var alice = Convert.FromHexString("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        var bob = Convert.FromHexString("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        var (alicePublic, bobPublic) = (new byte[32], new byte[32]);
        var (aliceSecret, bobSecret) = (new byte[32], new byte[32]);
        X25519.DerivePublicKey(alice, alicePublic);
        X25519.DerivePublicKey(bob, bobPublic);

        Convert.ToHexStringLower(alicePublic).ShouldBe("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
        Convert.ToHexStringLower(bobPublic).ShouldBe("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        X25519.TryAgree(alice, bobPublic, aliceSecret).ShouldBeTrue();
        X25519.TryAgree(bob, alicePublic, bobSecret).ShouldBeTrue();
        Convert.ToHexStringLower(aliceSecret).ShouldBe("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
        bobSecret.ShouldBe(aliceSecret);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("00")]
    public void Refuses_points_of_small_order_and_what_is_no_point(string point)
    {
        var secret = Enumerable.Repeat((byte)1, 32).ToArray();

        X25519.TryAgree(Convert.FromHexString("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"), Convert.FromHexString(point), secret).ShouldBeFalse();
    }
}
