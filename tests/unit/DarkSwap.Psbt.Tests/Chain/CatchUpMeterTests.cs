using DarkSwap.Primitives;
using DarkSwap.Psbt.Chain;

namespace DarkSwap.Psbt.Tests.Chain;

public sealed class CatchUpMeterTests
{
    private readonly CatchUpMeter meter = new();

    [Fact]
    public void Estimates_from_the_speed_so_far()
    {
        meter.Record(1_000, At(0));
        meter.Record(1_100, At(10));

        meter.EstimateRemaining(1_100, 1_400, At(10)).ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Has_nothing_to_go_by_at_first_and_nothing_to_say_at_the_end()
    {
        meter.Record(1_000, At(0));

        meter.EstimateRemaining(1_000, 2_000, At(5)).ShouldBeNull();
        meter.EstimateRemaining(2_000, 2_000, At(5)).ShouldBeNull();
    }

    [Fact]
    public void Forgets_how_fast_it_was_long_ago()
    {
        meter.Record(0, At(0));
        meter.Record(12_000, At(120));
        meter.Record(12_120, At(240));

        meter.EstimateRemaining(12_240, 12_360, At(360)).ShouldBe(TimeSpan.FromSeconds(120));
    }

    [Fact]
    public void Starts_anew_after_blocks_were_taken_back()
    {
        meter.Record(1_000, At(0));
        meter.Record(990, At(10));

        meter.EstimateRemaining(1_000, 1_010, At(20)).ShouldBe(TimeSpan.FromSeconds(10));
    }

    private static MonotonicTime At(int seconds) => new(TimeSpan.FromSeconds(seconds).Ticks);
}
