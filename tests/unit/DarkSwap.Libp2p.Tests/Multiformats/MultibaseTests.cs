using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Multiformats;

public sealed class MultibaseTests
{
    /// <summary>"yes mani !" of multiformats/multibase, tests/basic.csv.</summary>
    [Theory]
    [InlineData("f796573206d616e692021")]
    [InlineData("bpfsxgidnmfxgsibb")]
    [InlineData("z7paNL19xttacUY")]
    [InlineData("ueWVzIG1hbmkgIQ")]
    public void Decodes_the_published_forms(string text)
    {
        Multibase.TryDecode(text, out var bytes).ShouldBeTrue();

        bytes.ShouldBe("yes mani !"u8.ToArray());
    }

    [Fact]
    public void Encodes_the_published_forms()
    {
        Multibase.EncodeBase32("yes mani !"u8).ShouldBe("bpfsxgidnmfxgsibb");
        Multibase.EncodeBase58("yes mani !"u8).ShouldBe("z7paNL19xttacUY");
        Multibase.EncodeBase64Url("yes mani !"u8).ShouldBe("ueWVzIG1hbmkgIQ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x00")]
    [InlineData("f0")]
    [InlineData("fzz")]
    [InlineData("b1")]
    [InlineData("z0")]
    [InlineData("u*")]
    [InlineData("zé")]
    public void Refuses_what_it_cannot_decode(string text) => Multibase.TryDecode(text, out _).ShouldBeFalse();

    [Fact]
    public void Never_throws_on_text_from_outside()
    {
        var random = new SeededRandomSource(11);
        var bytes = new byte[64];
        for (var round = 0; round < 10_000; round++)
        {
            random.Fill(bytes);
            var text = string.Concat(bytes.AsSpan(0, bytes[0] % 64).ToArray().Select(value => (char)(round % 2 == 0 ? value : value % 0x80)));
            foreach (var prefix in "fbzu")
            {
                Multibase.TryDecode(prefix + text, out _);
            }
        }
    }

    [Fact]
    public void Reads_multihashes_and_refuses_wrong_lengths()
    {
        var hash = Multihash.ComputeSha256("x"u8);

        Multihash.TryRead(hash.ToBytes(), out var read).ShouldBeTrue();
        read.Code.ShouldBe(Multihash.Sha256);
        read.Digest.ToArray().ShouldBe(hash.Digest.ToArray());
        Multihash.TryRead(hash.ToBytes().AsSpan(0, 33), out _).ShouldBeFalse();
        Multihash.TryRead([0x12, 1, 9], out _).ShouldBeFalse();
        Mutations.Of(hash.ToBytes(), bytes => Multihash.TryRead(bytes, out _));
    }
}
