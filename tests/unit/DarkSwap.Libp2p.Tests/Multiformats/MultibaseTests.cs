using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Multiformats;

public sealed class MultibaseTests
{
    public static TheoryData<MultibaseEncoding> Encodings => [.. Enum.GetValues<MultibaseEncoding>()];

    [Fact]
    public void Reads_and_writes_the_published_vectors_of_every_base()
    {
        var seen = new HashSet<MultibaseEncoding>();
        foreach (var vector in Vectors.Read("multibase").EnumerateArray())
        {
            var (text, expected) = (vector.Text("text"), Convert.FromHexString(vector.Text("bytes")));

            Multibase.TryDecode(text, out var encoding, out var bytes).ShouldBeTrue(text);
            bytes.ShouldBe(expected, text);
            seen.Add(encoding);
            if (vector.GetProperty("isCanonical").GetBoolean())
            {
                Multibase.Encode(encoding, expected).ShouldBe(text);
            }
        }

        seen.Count.ShouldBe(Enum.GetValues<MultibaseEncoding>().Length);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Reads_back_what_it_writes(MultibaseEncoding encoding)
    {
        var random = new SeededRandomSource((ulong)encoding);
        for (var length = 0; length < 60; length++)
        {
            var bytes = new byte[length];
            random.Fill(bytes);
            bytes.AsSpan(0, length % 5).Clear();

            Multibase.TryDecode(Multibase.Encode(encoding, bytes), out var named, out var decoded).ShouldBeTrue();
            named.ShouldBe(encoding);
            decoded.ShouldBe(bytes);
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Gives_no_value_a_second_text(MultibaseEncoding encoding)
    {
        var random = new SeededRandomSource((ulong)encoding);
        var dice = new byte[24];
        for (var round = 0; round < 2_000; round++)
        {
            random.Fill(dice);
            var text = (char)encoding + string.Concat(dice.AsSpan(0, dice[0] % 24).ToArray().Select(value => (char)(value % 96 + 32)));
            if (Multibase.TryDecode(text, out var bytes))
            {
                Multibase.Encode(encoding, bytes).ShouldBe(text, StringCompareShould.IgnoreCase);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x00")]
    [InlineData("1abc")]
    [InlineData("f0")]
    [InlineData("fzz")]
    [InlineData("b1")]
    [InlineData("ba")]
    [InlineData("bab")]
    [InlineData("bah")]
    [InlineData("0101")]
    [InlineData("cae")]
    [InlineData("caf======")]
    [InlineData("cae=======ae======")]
    [InlineData("c========")]
    [InlineData("ma")]
    [InlineData("mA=")]
    [InlineData("MAA")]
    [InlineData("MAAA====")]
    [InlineData("u+/+/")]
    [InlineData("m-_-_")]
    [InlineData("z0")]
    [InlineData("zl")]
    [InlineData("u*")]
    [InlineData("u ")]
    [InlineData("zé")]
    [InlineData("k\u007f")]
    [InlineData("kſ")]
    [InlineData("9-1")]
    public void Refuses_what_it_cannot_decode(string text) => Multibase.TryDecode(text, out _).ShouldBeFalse();

    [Fact]
    public void Bounds_the_text()
    {
        Multibase.TryDecode("f" + new string('0', Multibase.MaximumTextLength - 2), out _).ShouldBeTrue();
        Multibase.TryDecode("f" + new string('0', Multibase.MaximumTextLength), out _).ShouldBeFalse();
    }
}
