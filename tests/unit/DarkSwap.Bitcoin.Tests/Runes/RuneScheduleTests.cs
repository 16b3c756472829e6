using DarkSwap.Bitcoin.Runes;

namespace DarkSwap.Bitcoin.Tests.Runes;

public sealed class RuneScheduleTests
{
    private const uint Start = 840_000;
    private const uint Step = 17_500;

    [Theory]
    [InlineData(0u, "AAAAAAAAAAAAA")]
    [InlineData(Start - 1, "AAAAAAAAAAAAA")]
    [InlineData(Start, "ZZYZXBRKWXVA")]
    [InlineData(Start + 1, "ZZXZUDIVTVQA")]
    [InlineData(Start + Step - 1, "AAAAAAAAAAAA")]
    [InlineData(Start + Step, "ZZYZXBRKWXV")]
    [InlineData(Start + (7 * Step) + 1, "ZZXZV")]
    [InlineData(Start + (9 * Step), "ZZZ")]
    [InlineData(Start + (10 * Step) - 2, "AAC")]
    [InlineData(Start + (10 * Step) + (Step / 2), "NA")]
    [InlineData(Start + (11 * Step) + (Step / 2), "N")]
    [InlineData(Start + (12 * Step) - 2, "B")]
    [InlineData(Start + (12 * Step) - 1, "A")]
    [InlineData(uint.MaxValue, "A")]
    public void Mainnet_opens_shorter_names_block_by_block(uint height, string minimum) =>
        RuneSchedule.Mainnet.MinimumNameAt(height).ToString().ShouldBe(minimum);

    [Theory]
    [InlineData(2_519_998u, "AAAAAAAAAAAAA")]
    [InlineData(2_520_000u, "ZZYZXBRKWXVA")]
    public void Testnet3_starts_at_its_twelfth_halving(uint height, string minimum) =>
        RuneSchedule.Testnet3.MinimumNameAt(height).ToString().ShouldBe(minimum);

    [Fact]
    public void Other_networks_start_with_their_first_block()
    {
        RuneSchedule.FromGenesis.MinimumNameAt(0).ToString().ShouldBe("ZZYZXBRKWXVA");
        RuneSchedule.FromGenesis.MinimumNameAt(1).ToString().ShouldBe("ZZXZUDIVTVQA");
    }

    [Fact]
    public void Names_of_thirteen_letters_are_open_at_every_height()
    {
        RuneName.TryParse(new string('A', 13), out var thirteen).ShouldBeTrue();

        foreach (var height in new uint[] { 0, 1, Start - 1, Start, Start + Step })
        {
            RuneSchedule.Mainnet.MinimumNameAt(height).ShouldBeLessThanOrEqualTo(thirteen);
            RuneSchedule.FromGenesis.MinimumNameAt(height).ShouldBeLessThanOrEqualTo(thirteen);
        }
    }
}
