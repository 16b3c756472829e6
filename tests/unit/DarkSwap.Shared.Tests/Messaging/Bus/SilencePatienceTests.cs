using DarkSwap.Messaging.Delivery.Broker;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

public sealed class SilencePatienceTests
{
    private readonly SilencePatience patience = new();

    [Fact]
    public void A_queue_that_stays_unread_is_borne_for_twelve_looks() => LooksUntilOver("a").ShouldBe(13);

    [Fact]
    public void Queues_that_are_all_read_are_borne_for_ever() => Enumerable.Range(0, 1000).ShouldAllBe(_ => !Look());

    [Fact]
    public void A_queue_that_is_read_in_between_begins_the_count_anew()
    {
        LookTimes(12, "a");
        Look().ShouldBeFalse();

        LooksUntilOver("a").ShouldBe(13);
    }

    [Fact]
    public void Silence_while_the_broker_is_away_does_not_count()
    {
        LookTimes(12, "a");
        Enumerable.Range(0, 1000).ShouldAllBe(_ => !patience.IsOver(false, new[] { "a" }));

        LooksUntilOver("a").ShouldBe(13);
    }

    [Fact]
    public void As_long_as_queues_come_back_one_by_one_the_others_are_waited_for()
    {
        LookTimes(12, "a", "b", "c");
        LookTimes(12, "b", "c");

        LooksUntilOver("c").ShouldBe(13);
    }

    [Fact]
    public void A_further_queue_that_falls_silent_is_no_progress()
    {
        LookTimes(12, "a");

        Look("a", "b").ShouldBeTrue();
    }

    [Fact]
    public void A_queue_that_comes_and_goes_does_not_hide_one_that_never_comes()
    {
        var looks = Enumerable.Range(1, 1000).First(look => look % 5 == 0 ? Look("a") : Look("a", "b"));

        looks.ShouldBe(61);
    }

    private bool Look(params string[] silent) => patience.IsOver(true, silent);

    private void LookTimes(int count, params string[] silent) => Enumerable.Range(0, count).ShouldAllBe(_ => !Look(silent));

    private int LooksUntilOver(params string[] silent) => Enumerable.Range(1, 1000).First(_ => Look(silent));
}
