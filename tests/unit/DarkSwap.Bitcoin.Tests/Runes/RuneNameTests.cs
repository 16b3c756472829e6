using DarkSwap.Bitcoin.Runes;

namespace DarkSwap.Bitcoin.Tests.Runes;

public sealed class RuneNameTests
{
    public static TheoryData<UInt128, string> Names => new()
    {
        { 0, "A" },
        { 1, "B" },
        { 25, "Z" },
        { 26, "AA" },
        { 27, "AB" },
        { 51, "AZ" },
        { 52, "BA" },
        { 702, "AAA" },
        { UInt128.MaxValue - 1, "BCGDENLQRQWDSLRUGSNLBTMFIJAU" },
        { UInt128.MaxValue, "BCGDENLQRQWDSLRUGSNLBTMFIJAV" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_is_its_number_in_bijective_base_26(UInt128 value, string text)
    {
        new RuneName(value).ToString().ShouldBe(text);
        RuneName.TryParse(text, out var name).ShouldBeTrue();
        name.Value.ShouldBe(value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("A B")]
    [InlineData("Ä")]
    [InlineData("BCGDENLQRQWDSLRUGSNLBTMFIJAW")]
    [InlineData("BCGDENLQRQWDSLRUGSNLBTMFIJAVX")]
    [InlineData("ZZZZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    public void Refuses_what_is_no_name(string text) => RuneName.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Names_of_27_letters_and_more_are_reserved()
    {
        RuneName.FirstReserved.ToString().ShouldBe(new string('A', 27));
        RuneName.FirstReserved.IsReserved.ShouldBeTrue();
        new RuneName(RuneName.FirstReserved.Value - 1).IsReserved.ShouldBeFalse();
    }

    [Fact]
    public void A_reserved_name_holds_the_place_of_its_etching()
    {
        RuneName.Reserved(default).ShouldBe(RuneName.FirstReserved);
        RuneName.Reserved(new RuneId(1, 1)).Value.ShouldBe(RuneName.FirstReserved.Value + ((UInt128)1 << 32) + 1);
        RuneName.Reserved(new RuneId(ulong.MaxValue, uint.MaxValue)).Value.ShouldBe(RuneName.FirstReserved.Value + (UInt128.MaxValue >> 32));
    }

    [Theory]
    [InlineData(0u, "")]
    [InlineData(1u, "01")]
    [InlineData(255u, "FF")]
    [InlineData(256u, "0001")]
    [InlineData(65_536u, "000001")]
    public void A_commitment_is_little_endian_without_trailing_zeros(uint value, string commitment) =>
        Convert.ToHexString(new RuneName(value).ToCommitment()).ShouldBe(commitment);

    [Fact]
    public void The_longest_commitment_has_16_bytes() =>
        new RuneName(UInt128.MaxValue).ToCommitment().ShouldBe(Enumerable.Repeat((byte)0xFF, 16));

    [Theory]
    [InlineData("UNCOMMON•GOODS", "UNCOMMONGOODS", 1u << 7)]
    [InlineData("UNCOMMON.GOODS", "UNCOMMONGOODS", 1u << 7)]
    [InlineData("A•B•C", "ABC", 3u)]
    [InlineData("A", "A", 0u)]
    public void Spaced_names_keep_their_spacers_apart(string text, string letters, uint spacers)
    {
        SpacedRuneName.TryParse(text, out var name).ShouldBeTrue();
        name.Name.ToString().ShouldBe(letters);
        name.Spacers.ShouldBe(spacers);
        name.ToString().ShouldBe(text.Replace('.', '•'));
    }

    [Theory]
    [InlineData("•A")]
    [InlineData("A•")]
    [InlineData("A••B")]
    [InlineData("•")]
    [InlineData("")]
    [InlineData("A•b")]
    [InlineData("A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A•A")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA•A")]
    public void Refuses_spacers_that_stand_between_no_letters(string text) => SpacedRuneName.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Spacers_behind_the_last_letter_are_not_shown() =>
        new SpacedRuneName(new RuneName(27), SpacedRuneName.MaximumSpacers).ToString().ShouldBe("A•B");

    [Fact]
    public void All_28_letters_take_27_spacers()
    {
        var longest = new SpacedRuneName(new RuneName(UInt128.MaxValue), SpacedRuneName.MaximumSpacers);

        SpacedRuneName.TryParse(longest.ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(longest);
    }
}
