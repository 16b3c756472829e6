using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using SimpleBase;

namespace DarkSwap.Shared.Tests.Cryptography;

public sealed class PeerIdTests
{
    // libp2p peer id specification: examples of an Ed25519, an RSA and a secp256k1 peer.
    private const string Ed25519Text = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";
    private const string RsaText = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";
    private const string CidText = "bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe";
    private const string CidAsBase58 = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";

    [Theory]
    [InlineData(Ed25519Text)]
    [InlineData(RsaText)]
    public void Reads_base58_and_writes_the_same(string text)
    {
        PeerId.Parse(text).ToString().ShouldBe(text);
        PeerId.TryRead(PeerId.Parse(text).Bytes, out var again).ShouldBeTrue();
        again.ShouldBe(PeerId.Parse(text));
    }

    [Fact]
    public void Reads_the_CIDv1_of_the_specification() => PeerId.Parse(CidText).ToString().ShouldBe(CidAsBase58);

    [Fact]
    public void Writes_a_CIDv1_that_it_reads() => PeerId.Parse(PeerId.Parse(Ed25519Text).ToCidText()).ToString().ShouldBe(Ed25519Text);

    [Fact]
    public void Reads_a_CIDv1_in_every_base_that_peers_use()
    {
        var peerId = PeerId.Parse(Ed25519Text);
        byte[] cid = [0x01, 0x72, .. peerId.Bytes];

        PeerId.Parse("z" + Base58.Bitcoin.Encode(cid)).ShouldBe(peerId);
        PeerId.Parse("k" + Base36.LowerCase.Encode(cid)).ShouldBe(peerId);
        PeerId.Parse("f" + Convert.ToHexStringLower(cid)).ShouldBe(peerId);
    }

    [Fact]
    public void Contains_its_Ed25519_key()
    {
        using var key = PrivateKey.Generate(SystemRandomSource.Instance);
        var peerId = PeerId.FromPublicKey(key.PublicKey);

        peerId.ToString().ShouldStartWith("12D3Koo");
        peerId.TryGetPublicKey(out var publicKey).ShouldBeTrue();
        publicKey.ShouldBe(key.PublicKey);
        peerId.Matches(key.PublicKey).ShouldBeTrue();
        PeerId.Parse(RsaText).TryGetPublicKey(out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("Qm")]
    [InlineData("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5")]
    [InlineData("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5NN")]
    [InlineData("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU50O")]
    [InlineData("12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5ſ")]
    [InlineData("bafybeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe")]
    [InlineData("b")]
    [InlineData("k")]
    [InlineData("f0")]
    public void Refuses_what_is_no_peer_id(string? text) => PeerId.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Never_throws_on_text_or_bytes_from_outside()
    {
        var random = new SeededRandomSource(7);
        var bytes = new byte[PeerId.MaximumLength + 4];
        for (var round = 0; round < 5_000; round++)
        {
            random.Fill(bytes);
            bytes[0] = (byte)(round % 3 == 0 ? 0x12 : 0);
            bytes[1] %= 48;
            var length = bytes[3] % bytes.Length;
            if (PeerId.TryRead(bytes.AsSpan(0, length), out var peerId))
            {
                PeerId.Parse(peerId.ToString()).ShouldBe(peerId);
            }

            var text = string.Concat(bytes.AsSpan(0, length).ToArray().Select(value => (char)(value % 0x60 + 0x20)));
            foreach (var prefix in (string[])["", "1", "Qm", "b", "k", "z", "f"])
            {
                PeerId.TryParse(prefix + text, out _);
            }
        }
    }

    [Fact]
    public void Orders_by_bytes()
    {
        var (small, large) = (PeerId.Parse(Ed25519Text), PeerId.Parse(RsaText));

        small.CompareTo(large).ShouldBeLessThan(0);
        large.CompareTo(small).ShouldBeGreaterThan(0);
        (small == PeerId.Parse(Ed25519Text)).ShouldBeTrue();
    }
}
