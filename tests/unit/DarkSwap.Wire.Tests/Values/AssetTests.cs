using DarkSwap.Contracts.Wire.Values;

namespace DarkSwap.Wire.Tests.Values;

public sealed class AssetTests
{
    [Theory]
    [InlineData("BTC", AssetKind.Bitcoin)]
    [InlineData("RUNE:840000:3", AssetKind.Rune)]
    [InlineData("RUNE:1:0", AssetKind.Rune)]
    [InlineData("RUNE:18446744073709551615:4294967295", AssetKind.Rune)]
    [InlineData("ALKANE:2:0", AssetKind.Alkane)]
    [InlineData("ALKANE:340282366920938463463374607431768211455:340282366920938463463374607431768211455", AssetKind.Alkane)]
    public void Reads_and_prints_the_same_text(string text, AssetKind kind)
    {
        Asset.TryParse(text, out var asset).ShouldBeTrue();
        asset.Kind.ShouldBe(kind);
        asset.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("btc")]
    [InlineData("BTC ")]
    [InlineData("RUNE")]
    [InlineData("RUNE:")]
    [InlineData("RUNE:840000")]
    [InlineData("RUNE:840000:")]
    [InlineData("RUNE::3")]
    [InlineData("RUNE:0:3")]
    [InlineData("RUNE:0840000:3")]
    [InlineData("RUNE:840000:03")]
    [InlineData("RUNE:+840000:3")]
    [InlineData("RUNE: 840000:3")]
    [InlineData("RUNE:840000:3:1")]
    [InlineData("RUNE:840000:-3")]
    [InlineData("RUNE:84,0000:3")]
    [InlineData("RUNE:18446744073709551616:0")]
    [InlineData("RUNE:840000:4294967296")]
    [InlineData("ALKANE:340282366920938463463374607431768211456:0")]
    [InlineData("ALKANE:٢:0")]
    [InlineData("RUNE:840000:3\0")]
    public void Refuses_every_other_text(string text) => Asset.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Refuses_text_of_any_length() => Asset.TryParse("RUNE:" + new string('1', 1_000_000), out _).ShouldBeFalse();
}
