using DarkSwap.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Shared.Tests.Cryptography;

public sealed class KeyTests
{
    // libp2p peer id specification, "Test vectors".
    private const string PrivateVector =
        "080112407e0830617c4a7de83925dfb2694556b12936c477a0e1feb2e148ec9da60fee7d1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e";
    private const string PublicVector = "080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e";

    [Fact]
    public void Reads_and_writes_the_vectors_of_the_peer_id_specification()
    {
        PrivateKey.TryRead(Convert.FromHexString(PrivateVector), out var privateKey).ShouldBeTrue();
        using (privateKey)
        {
            var encoded = new byte[PrivateKey.EncodedLength];
            privateKey!.WriteTo(encoded);

            Convert.ToHexStringLower(encoded).ShouldBe(PrivateVector);
            Convert.ToHexStringLower(privateKey.PublicKey.Encoded).ShouldBe(PublicVector);
        }
    }

    [Fact]
    public void Refuses_a_private_key_whose_public_half_is_another_s()
    {
        var bytes = Convert.FromHexString(PrivateVector);
        bytes[^1] ^= 1;

        PrivateKey.TryRead(bytes, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0801")]
    [InlineData("080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce2")]
    [InlineData("080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e00")]
    [InlineData("12201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e0801")]
    [InlineData("08021221037777e994e452c21604f91de093ce415f5432f701dd8cd1a7a6fea0e630bfca99")]
    public void Refuses_public_keys_in_other_encodings_and_of_other_kinds(string hexadecimal) =>
        PublicKey.TryRead(Convert.FromHexString(hexadecimal), out _).ShouldBeFalse();

    [Fact]
    public void Verifies_what_it_signed_and_nothing_else()
    {
        using var key = PrivateKey.Generate(SystemRandomSource.Instance);
        var signature = key.Sign([1, 2, 3]);

        key.PublicKey.Verify([1, 2, 3], signature).ShouldBeTrue();
        key.PublicKey.Verify([1, 2, 4], signature).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_to_sign_after_its_disposal()
    {
        var key = PrivateKey.Generate(SystemRandomSource.Instance);
        key.Dispose();

        Should.Throw<ObjectDisposedException>(() => key.Sign([1]));
    }
}
