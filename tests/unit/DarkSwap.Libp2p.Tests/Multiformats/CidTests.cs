using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Tests.Multiformats;

public sealed class CidTests
{
    private const string PeerText = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";

    /// <summary>One content id in version 0, and in version 1 in two bases, as Kubo's tests have it.</summary>
    [Fact]
    public void Reads_and_writes_both_versions()
    {
        const string Version0 = "QmS4ustL54uo8FzR9455qaxZwuMiUhyvMcX9Ba8nUH4uVv";
        var cid = Cid.Parse(Version0);

        cid.Version.ShouldBe(0);
        cid.Codec.ShouldBe(Cid.DagProtobuf);
        cid.ToString().ShouldBe(Version0);
        cid.ToVersion1().ToString().ShouldBe("bafybeibxm2nsadl3fnxv2sxcxmxaco2jl53wpeorjdzidjwf5aqdg7wa6u");
        cid.ToVersion1().ToString(MultibaseEncoding.Base58).ShouldBe("zdj7WZAAFKPvYPPzyJLso2hhxo8a7ZACFQ4DvvfrNXTHidofr");
        Cid.Parse("zdj7WZAAFKPvYPPzyJLso2hhxo8a7ZACFQ4DvvfrNXTHidofr").ShouldBe(cid.ToVersion1());
        cid.ShouldNotBe(cid.ToVersion1());
        Should.Throw<InvalidOperationException>(() => cid.ToString(MultibaseEncoding.Base32));
    }

    [Theory]
    [InlineData("QmbWqxBEKC3P8tqsKc98xmWNzrzDtRLMiMPL8wBuTGsMnR", Cid.DagProtobuf, "1220c3c4733ec8affd06cf9e9ff50ffc6bcd2ec85a6170004bb709669c31de94391a")]
    [InlineData("bafkreidon73zkcrwdb5iafqtijxildoonbwnpv7dyd6ef3qdgads2jc4su", Cid.Raw, "015512206e6ff7950a36187a801613426e858dce686cd7d7e3c0fc42ee0330072d245c95")]
    [InlineData("zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA", Cid.Raw, "015512206e6ff7950a36187a801613426e858dce686cd7d7e3c0fc42ee0330072d245c95")]
    public void Reads_and_writes_bytes(string text, ulong codec, string hexadecimal)
    {
        var cid = Cid.Parse(text);

        cid.Codec.ShouldBe(codec);
        Convert.ToHexStringLower(cid.ToBytes()).ShouldBe(hexadecimal);
        Cid.TryRead(Convert.FromHexString(hexadecimal), out var read).ShouldBeTrue();
        read.ShouldBe(cid);
        read!.GetHashCode().ShouldBe(cid.GetHashCode());
    }

    [Theory]
    [InlineData("k51qzi5uqu5dhb6l8spkdx7yxafegfkee5by8h7lmjh2ehc2sgg34z7c15vzqs")]
    [InlineData("bafzaajaiaejcalj543iwv2d7pkjt7ykvefrkfu7qjfi6sduakhso4lay6abn2d5u")]
    public void Names_peers(string text)
    {
        Cid.Parse(text).TryGetPeerId(out var peerId).ShouldBeTrue();
        Cid.FromPeerId(peerId!).ShouldBe(Cid.Parse(text));
        Cid.FromPeerId(PeerId.Parse(PeerText)).ToString().ShouldBe(PeerId.Parse(PeerText).ToCidText());
        Cid.Parse("bafkreidon73zkcrwdb5iafqtijxildoonbwnpv7dyd6ef3qdgads2jc4su").TryGetPeerId(out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Qm")]
    [InlineData("QmS4ustL54uo8FzR9455qaxZwuMiUhyvMcX9Ba8nUH4uV")]
    [InlineData("QmS4ustL54uo8FzR9455qaxZwuMiUhyvMcX9Ba8nUH4uVv1")]
    [InlineData("QmS4ustL54uo8FzR9455qaxZwuMiUhyvMcX9Ba8nUH4uV0")]
    [InlineData("zQmS4ustL54uo8FzR9455qaxZwuMiUhyvMcX9Ba8nUH4uVv")]
    [InlineData("f02550001ff")]
    [InlineData("f03550001ff")]
    [InlineData("f0155")]
    [InlineData("f0155000201")]
    [InlineData("f01d5000001ff")]
    [InlineData("f8101550001ff")]
    [InlineData("/ipfs/QmS4ustL54uo8FzR9455qaxZwuMiUhyvMcX9Ba8nUH4uVv")]
    public void Refuses_what_is_no_content_id(string? text) => Cid.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Reads_back_whatever_it_accepts_of_mutations()
    {
        foreach (var text in (string[])["QmS4ustL54uo8FzR9455qaxZwuMiUhyvMcX9Ba8nUH4uVv", "bafkreidon73zkcrwdb5iafqtijxildoonbwnpv7dyd6ef3qdgads2jc4su"])
        {
            Mutations.Of(Cid.Parse(text).ToBytes(), bytes =>
            {
                if (Cid.TryRead(bytes, out var cid))
                {
                    cid.ToBytes().AsSpan().SequenceEqual(bytes).ShouldBeTrue();
                    Cid.Parse(cid.ToString()).ShouldBe(cid);
                }
            });
        }
    }
}
