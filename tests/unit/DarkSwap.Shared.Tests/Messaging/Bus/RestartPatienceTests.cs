using DarkSwap.Messaging.Delivery.Broker;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

public sealed class RestartPatienceTests
{
    private readonly RestartPatience patience = new();

    [Fact]
    public void Silence_is_borne_for_25_seconds() => FirstRestart(from: 0).ShouldBe(25);

    [Fact]
    public void A_queue_that_is_read_in_between_begins_the_time_anew()
    {
        Look(isSilent: true, 0).ShouldBeFalse();
        Look(isSilent: true, 24).ShouldBeFalse();
        Look(isSilent: false, 25).ShouldBeFalse();

        FirstRestart(from: 26).ShouldBe(51);
    }

    [Fact]
    public void Silence_while_the_broker_is_away_does_not_count()
    {
        patience.IsOver(isBrokerThere: true, isSilent: true, TimeSpan.Zero).ShouldBeFalse();
        patience.IsOver(isBrokerThere: false, isSilent: true, TimeSpan.FromHours(1)).ShouldBeFalse();

        FirstRestart(from: 3601).ShouldBe(3626);
    }

    [Fact]
    public void Restarts_that_do_not_help_come_ever_more_rarely_and_never_end()
    {
        var second = 0;
        List<int> waits = [];
        for (var restart = 0; restart < 6; restart++)
        {
            var at = FirstRestart(second + 1);
            waits.Add(at - second - 1);
            second = at;
        }

        waits.ShouldBe([25, 50, 100, 120, 120, 120]);
        Look(isSilent: false, second + 1).ShouldBeFalse();
        FirstRestart(second + 2).ShouldBe(second + 27, "it has helped: the patience is short again");
    }

    private bool Look(bool isSilent, int second) => patience.IsOver(isBrokerThere: true, isSilent, TimeSpan.FromSeconds(second));

    private int FirstRestart(int from) => Enumerable.Range(from, 1000).First(second => Look(isSilent: true, second));
}
