using System.Text.Json;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Shared.Tests.Cryptography;

public sealed class KeyTests
{
    private const string Ed25519Private =
        "080112407e0830617c4a7de83925dfb2694556b12936c477a0e1feb2e148ec9da60fee7d1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e";

    private static readonly Dictionary<KeyType, KeyVector> Vectors = LoadVectors();

    [Theory]
    [InlineData(KeyType.Rsa)]
    [InlineData(KeyType.Ed25519)]
    [InlineData(KeyType.Secp256k1)]
    [InlineData(KeyType.Ecdsa)]
    public void Reads_and_writes_the_public_keys_of_the_peer_id_specification(KeyType type)
    {
        PublicKey.TryRead(Convert.FromHexString(Vectors[type].PublicKey), out var publicKey).ShouldBeTrue();

        publicKey!.Type.ShouldBe(type);
        Convert.ToHexStringLower(publicKey.Encoded).ShouldBe(Vectors[type].PublicKey);
        publicKey.ToString().ShouldBe(Vectors[type].PeerId);
        PeerId.Parse(Vectors[type].PeerId).Matches(publicKey).ShouldBeTrue();
    }

    [Theory]
    [InlineData(KeyType.Ed25519)]
    [InlineData(KeyType.Secp256k1)]
    public void Reads_and_writes_the_private_keys_of_the_peer_id_specification(KeyType type)
    {
        PrivateKey.TryRead(Convert.FromHexString(Vectors[type].PrivateKey), out var privateKey).ShouldBeTrue();
        using (privateKey)
        {
            var encoded = new byte[PrivateKey.MaximumEncodedLength];
            var length = privateKey!.WriteTo(encoded);

            Convert.ToHexStringLower(encoded.AsSpan(0, length)).ShouldBe(Vectors[type].PrivateKey);
            Convert.ToHexStringLower(privateKey.PublicKey.Encoded).ShouldBe(Vectors[type].PublicKey);
        }
    }

    [Theory]
    [InlineData(KeyType.Rsa)]
    [InlineData(KeyType.Ecdsa)]
    public void Does_not_sign_with_kinds_of_key_that_it_only_verifies(KeyType type) =>
        PrivateKey.TryRead(Convert.FromHexString(Vectors[type].PrivateKey), out _).ShouldBeFalse();

    [Fact]
    public void Contains_the_key_in_ids_of_keys_that_are_short_enough()
    {
        foreach (var type in Enum.GetValues<KeyType>())
        {
            var isContained = PeerId.Parse(Vectors[type].PeerId).TryGetPublicKey(out var publicKey);

            isContained.ShouldBe(type is KeyType.Ed25519 or KeyType.Secp256k1);
            (publicKey is null || Convert.ToHexStringLower(publicKey.Encoded) == Vectors[type].PublicKey).ShouldBeTrue();
        }
    }

    [Fact]
    public void Reads_the_old_form_with_the_public_key_twice_and_refuses_two_that_differ()
    {
        var data = Convert.FromHexString(Ed25519Private)[4..];
        byte[] old = [0x08, 0x01, 0x12, 96, .. data, .. data[32..]];

        PrivateKey.TryRead(old, out var privateKey).ShouldBeTrue();
        Convert.ToHexStringLower(privateKey!.PublicKey.Encoded).ShouldBe(Vectors[KeyType.Ed25519].PublicKey);

        old[^1] ^= 1;
        PrivateKey.TryRead(old, out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_private_key_whose_public_half_is_another_s()
    {
        var bytes = Convert.FromHexString(Ed25519Private);
        bytes[^1] ^= 1;

        PrivateKey.TryRead(bytes, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("08021220" + "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("08021220" + "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    [InlineData("0802121f" + "53dadf1d5a164d6b4acdb15e24aa4c5b1d3461bdbd42abedb0a4404d56ced8")]
    public void Refuses_secp256k1_scalars_out_of_range(string hexadecimal) => PrivateKey.TryRead(Convert.FromHexString(hexadecimal), out _).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("0801")]
    [InlineData("080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce2")]
    [InlineData("080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e00")]
    [InlineData("08011fa01ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e")]
    [InlineData("080112a0001ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e")]
    [InlineData("08810012201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e")]
    [InlineData("12201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e0801")]
    [InlineData("080412201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e")]
    [InlineData("08021221047777e994e452c21604f91de093ce415f5432f701dd8cd1a7a6fea0e630bfca99")]
    [InlineData("08021221020000000000000000000000000000000000000000000000000000000000000005")]
    public void Refuses_public_keys_in_other_encodings(string hexadecimal) =>
        PublicKey.TryRead(Convert.FromHexString(hexadecimal), out _).ShouldBeFalse();

    [Fact]
    public void Reads_only_Ed25519_keys_where_documents_are_signed()
    {
        foreach (var type in Enum.GetValues<KeyType>())
        {
            PublicKey.TryReadEd25519(Convert.FromHexString(Vectors[type].PublicKey), out _).ShouldBe(type == KeyType.Ed25519);
        }

        PublicKey.TryReadEd25519([], out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(KeyType.Ed25519)]
    [InlineData(KeyType.Secp256k1)]
    public void Verifies_what_it_signed_and_nothing_else(KeyType type)
    {
        using var key = Generate(type);
        var signature = key.Sign([1, 2, 3]);

        key.PublicKey.Verify([1, 2, 3], signature).ShouldBeTrue();
        key.PublicKey.Verify([1, 2, 4], signature).ShouldBeFalse();
        key.PublicKey.Verify([1, 2, 3], []).ShouldBeFalse();
        for (var index = 0; index < signature.Length; index++)
        {
            var damaged = signature.ToArray();
            damaged[index] ^= 1;
            key.PublicKey.Verify([1, 2, 3], damaged).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(KeyType.Ed25519)]
    [InlineData(KeyType.Secp256k1)]
    public void Refuses_to_sign_and_to_write_itself_after_its_disposal(KeyType type)
    {
        var key = Generate(type);
        key.Dispose();

        Should.Throw<ObjectDisposedException>(() => key.Sign([1]));
        Should.Throw<ObjectDisposedException>(() => key.WriteTo(new byte[PrivateKey.MaximumEncodedLength]));
    }

    private static PrivateKey Generate(KeyType type) =>
        type == KeyType.Ed25519 ? PrivateKey.Generate(SystemRandomSource.Instance) : PrivateKey.GenerateSecp256k1(SystemRandomSource.Instance);

    private static Dictionary<KeyType, KeyVector> LoadVectors()
    {
        using var file = typeof(KeyTests).Assembly.GetManifestResourceStream("peer-id-keys.json")!;
        using var document = JsonDocument.Parse(file);
        string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;
        return document.RootElement.EnumerateArray().ToDictionary(
            vector => Enum.Parse<KeyType>(Text(vector, "type")),
            vector => new KeyVector(Text(vector, "privateKey"), Text(vector, "publicKey"), Text(vector, "peerId")));
    }

    private sealed record KeyVector(string PrivateKey, string PublicKey, string PeerId);
}
