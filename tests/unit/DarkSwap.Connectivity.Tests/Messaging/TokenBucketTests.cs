using DarkSwap.Connectivity.Messaging;
using DarkSwap.Primitives;

namespace DarkSwap.Connectivity.Tests.Messaging;

public sealed class TokenBucketTests
{
    private static readonly MonotonicTime Start = new(0);

    [Fact]
    public void Lets_a_burst_pass_and_then_holds_to_the_rate()
    {
        var bucket = new TokenBucket(tokensPerSecond: 10, capacity: 20, Start);

        bucket.Take(20, Start).ShouldBe(TimeSpan.Zero);
        bucket.Take(5, Start).ShouldBe(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void Never_saves_more_than_its_capacity()
    {
        var bucket = new TokenBucket(tokensPerSecond: 10, capacity: 20, Start);

        bucket.Take(30, Start + TimeSpan.FromDays(1)).ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Gives_nothing_for_a_clock_that_stands_still()
    {
        var bucket = new TokenBucket(tokensPerSecond: 1, capacity: 1, Start);
        bucket.Take(1, Start);

        bucket.Take(1, Start).ShouldBe(TimeSpan.FromSeconds(1));
    }
}
