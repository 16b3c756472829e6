using DarkSwap.Orderbook.Intake;

namespace DarkSwap.Orderbook.Tests.Intake;

public sealed class IntakeGatheringTests
{
    private static readonly TimeSpan Commit = TimeSpan.FromMilliseconds(15);
    private readonly IntakeGathering gathering = new();

    [Fact]
    public void The_first_waits_for_nobody() => gathering.WaitAsync(1, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();

    [Fact]
    public void A_lone_caller_waits_for_nobody()
    {
        gathering.Committed(1, Commit);

        gathering.WaitAsync(1, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public void A_group_that_is_complete_waits_for_nobody()
    {
        gathering.Committed(3, Commit);

        gathering.WaitAsync(3, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task A_group_is_complete_when_as_many_have_come_as_there_were()
    {
        gathering.Committed(3, TimeSpan.FromDays(1));
        var waiting = gathering.WaitAsync(1, CancellationToken.None);

        gathering.Arrived(2);
        gathering.Arrived(3);

        await waiting;
    }

    [Fact]
    public async Task Who_does_not_come_back_is_waited_for_no_longer_than_a_moment()
    {
        gathering.Committed(64, TimeSpan.FromDays(1));

        await gathering.WaitAsync(1, CancellationToken.None);
    }

    [Fact]
    public async Task A_service_that_stops_waits_for_nobody()
    {
        gathering.Committed(2, Commit);

        await gathering.WaitAsync(1, new CancellationToken(canceled: true));
    }
}
