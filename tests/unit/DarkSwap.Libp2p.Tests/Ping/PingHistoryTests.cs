using DarkSwap.Libp2p.Ping;

namespace DarkSwap.Libp2p.Tests.Ping;

public sealed class PingHistoryTests
{
    private readonly PingHistory history = new();

    [Fact]
    public void Summarizes_what_came_back_and_counts_what_did_not()
    {
        history.NoteLost();
        history.Summarize().ShouldBeNull();
        foreach (var milliseconds in new[] { 10, 30, 20, 40 })
        {
            history.NoteReturned(TimeSpan.FromMilliseconds(milliseconds));
        }

        history.Summarize().ShouldBe(new PingStatistics(5, 1, Of(40), Of(10), Of(30), Of(25), Of(40), new TimeSpan((200_000 + 100_000 + 200_000) / 3)));
    }

    [Fact]
    public void Forgets_all_but_the_last_64()
    {
        history.NoteReturned(Of(1_000));
        for (var count = 0; count < 64; count++)
        {
            history.NoteReturned(Of(1));
        }

        var statistics = history.Summarize().ShouldNotBeNull();
        statistics.Maximum.ShouldBe(Of(1));
        statistics.Sent.ShouldBe(65);
    }

    private static TimeSpan Of(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
