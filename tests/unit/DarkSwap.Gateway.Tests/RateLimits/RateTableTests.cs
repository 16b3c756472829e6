using DarkSwap.Gateway.RateLimits;
using DarkSwap.Testing;

namespace DarkSwap.Gateway.Tests.RateLimits;

public sealed class RateTableTests
{
    private static readonly Rate TenAtOnceTwoASecond = new(2, 10);

    private readonly ManualTimeProvider time = new();

    [Fact]
    public void Lets_a_burst_through_and_not_one_more()
    {
        var table = new RateTable(64, time);

        var decisions = Enumerable.Range(0, 12).Select(_ => table.Take(7, TenAtOnceTwoASecond)).ToList();

        decisions.Select(decision => decision.IsAllowed).ShouldBe([.. Enumerable.Repeat(true, 10), false, false]);
        decisions.Take(10).Select(decision => decision.Remaining).ShouldBe([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    }

    [Fact]
    public void Says_when_to_come_again_and_is_right()
    {
        var table = new RateTable(64, time);
        Exhaust(table, 7);

        var refusal = table.Take(7, TenAtOnceTwoASecond);
        refusal.RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(500));
        refusal.FullAfter.ShouldBe(TimeSpan.FromSeconds(5));

        time.Advance(refusal.RetryAfter - TimeSpan.FromTicks(1));
        table.Take(7, TenAtOnceTwoASecond).IsAllowed.ShouldBeFalse();
        time.Advance(TimeSpan.FromTicks(1));
        table.Take(7, TenAtOnceTwoASecond).IsAllowed.ShouldBeTrue();
        table.Take(7, TenAtOnceTwoASecond).IsAllowed.ShouldBeFalse();
    }

    [Fact]
    public void Being_refused_costs_nothing()
    {
        var table = new RateTable(64, time);
        Exhaust(table, 7);
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            table.Take(7, TenAtOnceTwoASecond);
        }

        time.Advance(TimeSpan.FromMilliseconds(500));

        table.Take(7, TenAtOnceTwoASecond).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public void Looking_counts_nothing()
    {
        var table = new RateTable(64, time);
        for (var look = 0; look < 100; look++)
        {
            table.Look(7, TenAtOnceTwoASecond).IsAllowed.ShouldBeTrue();
        }

        table.Take(7, TenAtOnceTwoASecond).Remaining.ShouldBe(9);
    }

    [Fact]
    public void Sources_do_not_count_against_each_other_while_there_is_room()
    {
        var table = new RateTable(64, time);
        Exhaust(table, 7);

        table.Take(8, TenAtOnceTwoASecond).Remaining.ShouldBe(9);
    }

    /// <summary>However many sources come, nobody gets more than a burst by being forgotten, and the table takes what it took at first.</summary>
    [Fact]
    public void Many_sources_grow_no_memory_and_forget_no_debt()
    {
        var table = new RateTable(64, time);
        Exhaust(table, 7);
        AllocatedBytes.Of(() =>
        {
            for (ulong source = 100; source < 200_100; source++)
            {
                table.Take(source, TenAtOnceTwoASecond);
            }
        }).ShouldBeLessThan(AllocatedBytes.Noise);
        table.Take(7, TenAtOnceTwoASecond).IsAllowed.ShouldBeFalse();
    }

    /// <summary>Against the textbook's token bucket, at random times.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Is_a_token_bucket(int seed)
    {
        var random = new Random(seed);
        var table = new RateTable(64, time);
        double tokens = TenAtOnceTwoASecond.Burst;
        for (var step = 0; step < 2000; step++)
        {
            var pause = TimeSpan.FromMilliseconds(random.Next(0, 40) * 25);
            time.Advance(pause);
            tokens = Math.Min(TenAtOnceTwoASecond.Burst, tokens + (pause.TotalSeconds * TenAtOnceTwoASecond.PerSecond));
            var isAllowed = tokens >= 1 - 1e-9;
            tokens -= isAllowed ? 1 : 0;

            table.Take(7, TenAtOnceTwoASecond).IsAllowed.ShouldBe(isAllowed, $"seed {seed}, step {step}");
        }
    }

    private static void Exhaust(RateTable table, ulong source)
    {
        for (var request = 0; request < TenAtOnceTwoASecond.Burst; request++)
        {
            table.Take(source, TenAtOnceTwoASecond);
        }
    }
}
