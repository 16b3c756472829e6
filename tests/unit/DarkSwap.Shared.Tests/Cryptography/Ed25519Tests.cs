using DarkSwap.Cryptography;

namespace DarkSwap.Shared.Tests.Cryptography;

public sealed class Ed25519Tests
{
    /// <summary>RFC 8032 §7.1, tests 1 to 3.</summary>
    public static TheoryData<string, string, string, string> Vectors => new()
    {
        {
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Signs_and_verifies_the_vectors_of_RFC8032(string seed, string publicKey, string message, string signature)
    {
        var actualKey = new byte[Ed25519.PublicKeyLength];
        var actualSignature = new byte[Ed25519.SignatureLength];
        Ed25519.DerivePublicKey(Convert.FromHexString(seed), actualKey);
        Ed25519.Sign(Convert.FromHexString(seed), Convert.FromHexString(message), actualSignature);

        Convert.ToHexStringLower(actualKey).ShouldBe(publicKey);
        Convert.ToHexStringLower(actualSignature).ShouldBe(signature);
        Ed25519.Verify(actualKey, Convert.FromHexString(message), actualSignature).ShouldBeTrue();
    }

    [Fact]
    public void Refuses_a_signature_with_any_bit_changed()
    {
        var publicKey = Convert.FromHexString("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
        var signature = Convert.FromHexString(
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Ed25519.Verify(publicKey, [0xaf, 0x82], signature).ShouldBeFalse($"bit {bit}");
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData(0, 64)]
    [InlineData(31, 64)]
    [InlineData(33, 64)]
    [InlineData(32, 63)]
    [InlineData(32, 65)]
    public void Refuses_keys_and_signatures_of_the_wrong_length(int keyLength, int signatureLength) =>
        Ed25519.Verify(new byte[keyLength], [1], new byte[signatureLength]).ShouldBeFalse();
}
