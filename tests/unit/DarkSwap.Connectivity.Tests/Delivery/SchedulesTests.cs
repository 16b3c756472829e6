using DarkSwap.Connectivity.Delivery;
using DarkSwap.Connectivity.Peers;

namespace DarkSwap.Connectivity.Tests.Delivery;

public sealed class SchedulesTests
{
    [Fact]
    public void Repeats_after_one_two_four_eight_and_then_every_fifteen_seconds() =>
        Enumerable.Range(1, 7).Select(attempts => DeliverySchedule.DelayAfter(attempts).TotalSeconds).ShouldBe([1, 2, 4, 8, 15, 15, 15]);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 8)]
    [InlineData(7, 64)]
    [InlineData(1_000_000, 64)]
    public void Redials_with_growing_delays_that_stay_bounded(int failures, int seconds)
    {
        RedialSchedule.DelayAfter(failures, jitter: 0).ShouldBe(TimeSpan.FromSeconds(seconds));
        RedialSchedule.DelayAfter(failures, jitter: 255).ShouldBeLessThan(TimeSpan.FromSeconds(seconds * 1.25));
    }
}
