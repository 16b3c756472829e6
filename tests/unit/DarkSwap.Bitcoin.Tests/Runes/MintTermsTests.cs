using DarkSwap.Bitcoin.Runes;

namespace DarkSwap.Bitcoin.Tests.Runes;

public sealed class MintTermsTests
{
    private const ulong Etched = 100;
    private static readonly MintTerms Capped = new() { Cap = 2, Amount = 1_000 };

    [Fact]
    public void Mints_end_at_the_cap()
    {
        Capped.AreOpenAt(Etched, Etched, 1).ShouldBeTrue();
        Capped.AreOpenAt(Etched, Etched, 2).ShouldBeFalse();
    }

    [Fact]
    public void Without_a_cap_nothing_can_be_minted() =>
        new MintTerms { Amount = 1 }.AreOpenAt(Etched, Etched, 0).ShouldBeFalse();

    [Fact]
    public void Both_starts_must_have_come()
    {
        var terms = Capped with { HeightStart = 105, OffsetStart = 10 };

        terms.AreOpenAt(109, Etched, 0).ShouldBeFalse();
        terms.AreOpenAt(110, Etched, 0).ShouldBeTrue();
        (terms with { HeightStart = 120 }).AreOpenAt(119, Etched, 0).ShouldBeFalse();
    }

    [Fact]
    public void The_earlier_end_closes()
    {
        var terms = Capped with { HeightEnd = 105, OffsetEnd = 10 };

        terms.AreOpenAt(104, Etched, 0).ShouldBeTrue();
        terms.AreOpenAt(105, Etched, 0).ShouldBeFalse();
        (terms with { HeightEnd = 120 }).AreOpenAt(110, Etched, 0).ShouldBeFalse();
    }

    [Fact]
    public void An_offset_beyond_all_heights_does_not_wrap_around()
    {
        (Capped with { OffsetStart = ulong.MaxValue }).AreOpenAt(Etched, Etched, 0).ShouldBeFalse();
        (Capped with { OffsetEnd = ulong.MaxValue }).AreOpenAt(Etched, Etched, 0).ShouldBeTrue();
    }
}
