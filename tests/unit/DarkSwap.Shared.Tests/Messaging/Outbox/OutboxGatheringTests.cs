using DarkSwap.Messaging.Outbox;

namespace DarkSwap.Shared.Tests.Messaging.Outbox;

public sealed class OutboxGatheringTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(10);
    private readonly OutboxGathering gathering = new(Longest);

    [Fact]
    public void The_first_lease_waits_for_nothing() => gathering.LeftAt(Start).ShouldBe(TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public void After_a_pause_nothing_waits(int messages)
    {
        gathering.Leased(messages, Start);
        gathering.LeftAt(Start).ShouldBe(TimeSpan.Zero);

        gathering.Leased(messages, Start + TimeSpan.FromSeconds(10));
        gathering.LeftAt(Start + TimeSpan.FromSeconds(10)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Traffic_makes_the_next_lease_wait_the_longer_the_more_of_it_there_is()
    {
        var waits = new List<TimeSpan>();
        foreach (var messages in new[] { 5, 20, 30, 50, 500 })
        {
            var busy = new OutboxGathering(Longest);
            busy.Leased(1, Start);
            var next = Start + TimeSpan.FromMilliseconds(100);
            busy.Leased(messages, next);
            waits.Add(busy.LeftAt(next));
        }

        waits.ShouldBe([TimeSpan.Zero, Longest / 4, Longest / 2, Longest, Longest]);
    }

    [Fact]
    public void The_wait_counts_from_the_lease()
    {
        gathering.Leased(1, Start);
        gathering.Leased(100, Start + TimeSpan.FromMilliseconds(100));

        gathering.LeftAt(Start + TimeSpan.FromMilliseconds(170)).ShouldBe(TimeSpan.FromMilliseconds(30));
        gathering.LeftAt(Start + TimeSpan.FromMilliseconds(300)).ShouldBeLessThan(TimeSpan.Zero);
    }

    [Fact]
    public void Without_a_time_nothing_ever_waits()
    {
        var none = new OutboxGathering(TimeSpan.Zero);
        none.Leased(100, Start);
        none.Leased(100, Start + TimeSpan.FromMilliseconds(1));

        none.LeftAt(Start + TimeSpan.FromMilliseconds(1)).ShouldBe(TimeSpan.Zero);
    }
}
