using System.Diagnostics.Metrics;
using DarkSwap.Shared.Tests.Messaging.Samples;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Shared.Tests.Messaging.Outbox;

/// <summary>The same on each provider.</summary>
public abstract class OutboxTests
{
    private const string First = nameof(FirstConsumer);
    private const string Second = nameof(SecondConsumer);

    [Fact]
    public async Task Messages_of_one_aggregate_arrive_in_the_order_in_which_they_were_saved()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());

        await rig.Driver.SendAsync("a", 1, 2, 3);
        await rig.Driver.SendAsync("a", 4);
        await rig.DispatchAsync();
        await rig.Driver.SendAsync("a", 5);
        await rig.DispatchAsync();

        rig.Faults.NumbersOf(First).ShouldBe([1, 2, 3, 4, 5]);
        (await rig.Driver.IsEmptyAsync()).ShouldBeTrue();
        rig.Faults.Received.ShouldAllBe(entry => entry.Message.Amount == UInt128.MaxValue);
    }

    [Fact]
    public async Task More_messages_than_one_lease_takes_are_all_delivered()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());

        await rig.Driver.SendAsync("a", [.. Enumerable.Range(1, 150)]);
        await rig.DispatchAsync();

        rig.Faults.NumbersOf(First).ShouldBe(Enumerable.Range(1, 150));
        (await rig.Driver.IsEmptyAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_change_that_is_rolled_back_sends_nothing()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());
        await using (var context = await rig.Driver.CreateContextAsync())
        {
            await Should.ThrowAsync<InvalidOperationException>(() => context.RunInTransactionAsync<bool>(
                async token =>
                {
                    context.AddToOutbox(new SampleHappened { EventId = Guid.CreateVersion7(rig.Time.GetUtcNow()), OccurredAt = rig.Time.GetUtcNow(), Aggregate = "a", Number = 1 }, "a");
                    await context.SaveChangesAsync(token);
                    throw new InvalidOperationException("the domain changed its mind");
                },
                CancellationToken.None));
        }

        await rig.DispatchAsync();

        rig.Faults.Received.ShouldBeEmpty();
        (await rig.Driver.IsEmptyAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_consumer_that_succeeded_is_not_called_again_when_another_failed()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());
        rig.Faults.ShouldFail = (consumer, _) => consumer == Second && rig.Faults.NumbersOf(Second).Count() < 3;

        await rig.Driver.SendAsync("a", 1);
        await DispatchUntilEmptyAsync(rig);

        rig.Faults.NumbersOf(First).ShouldBe([1]);
        rig.Faults.NumbersOf(Second).ShouldBe([1, 1, 1]);
    }

    [Fact]
    public async Task A_failing_consumer_keeps_its_order_and_holds_up_nobody_else()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());
        rig.Faults.ShouldFail = (consumer, message) => consumer == Second && message is { Aggregate: "a", Number: 1 };

        await rig.Driver.SendAsync("a", 1, 2, 3);
        await rig.Driver.SendAsync("b", 4);
        await rig.DispatchAsync();

        rig.Faults.Received.Where(entry => entry.Message.Aggregate == "a").Select(entry => (entry.Consumer, entry.Message.Number))
            .ShouldBe([(First, 1), (Second, 1), (First, 2), (First, 3)]);
        rig.Faults.NumbersOf(Second).ShouldContain(4);
        rig.Faults.ShouldFail = (_, _) => false;
        await DispatchUntilEmptyAsync(rig);
        rig.Faults.Received.Where(entry => entry.Message.Aggregate == "a" && entry.Consumer == Second).Select(entry => entry.Message.Number).ShouldBe([1, 1, 2, 3]);
    }

    [Fact]
    public async Task Tries_wait_longer_and_longer()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());
        rig.Faults.ShouldFail = (consumer, _) => consumer == Second;
        await rig.Driver.SendAsync("a", 1);
        await rig.DispatchAsync();

        rig.Time.Advance(TimeSpan.FromMilliseconds(99));
        await rig.DispatchAsync();
        rig.Faults.NumbersOf(Second).Count().ShouldBe(1);
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        await rig.DispatchAsync();
        rig.Faults.NumbersOf(Second).Count().ShouldBe(2);
        rig.Time.Advance(TimeSpan.FromMilliseconds(299));
        await rig.DispatchAsync();
        rig.Faults.NumbersOf(Second).Count().ShouldBe(2);
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        await rig.DispatchAsync();
        rig.Faults.NumbersOf(Second).Count().ShouldBe(3);
    }

    [Fact]
    public async Task After_ten_tries_the_copy_is_a_dead_letter_with_a_metric_and_the_next_message_comes()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());
        rig.Faults.ShouldFail = (consumer, message) => consumer == Second && message.Number == 1;
        var counted = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "darkswap.messaging.dead_letters")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => Interlocked.Add(ref counted, measurement));
        listener.Start();

        await rig.Driver.SendAsync("a", 1, 2);
        await DispatchUntilEmptyAsync(rig);

        rig.Faults.NumbersOf(Second).ShouldBe([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
        rig.Faults.NumbersOf(First).ShouldBe([1, 2]);
        await using var context = await rig.Driver.CreateContextAsync();
        var letter = await context.DeadLetters.SingleAsync();
        letter.Recipient.ShouldBe(typeof(SecondConsumer).FullName);
        letter.Attempts.ShouldBe(10);
        letter.AggregateVersion.ShouldBe(1);
        letter.Reason.ShouldBe("System.InvalidOperationException: SecondConsumer fails on 1");
        counted.ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_message_that_nobody_can_read_is_a_dead_letter_at_once()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());
        await rig.Driver.SendAsync("a", 1, 2);
        await using (var context = await rig.Driver.CreateContextAsync())
        {
            await context.OutboxMessages.Where(message => message.Sequence == 1).ExecuteUpdateAsync(message => message.SetProperty(row => row.MessageType, "Gone.Message, Gone"));
        }

        await rig.DispatchAsync();

        rig.Faults.NumbersOf(First).ShouldBe([2]);
        await using var after = await rig.Driver.CreateContextAsync();
        (await after.DeadLetters.SingleAsync()).Recipient.ShouldBe("*");
    }

    [Theory]
    [InlineData("sample.before-mark")]
    [InlineData("sample.after-deliver.SampleHappened")]
    public async Task A_crash_between_delivery_and_mark_shows_the_message_twice_and_takes_effect_once(string place)
    {
        var crashPoints = new ThrowingCrashPoints { CrashAt = place };
        await using var rig = await SampleRig.CreateAsync(NewDatabase(), crashPoints);
        await rig.Driver.SendAsync("a", 1);

        await Should.ThrowAsync<ThrowingCrashPoints.CrashException>(rig.DispatchAsync);
        await rig.DispatchAsync();
        rig.Faults.NumbersOf(First).ShouldBe([1], "the lease has not run out");
        rig.Time.Advance(TimeSpan.FromSeconds(61));
        await rig.DispatchAsync();

        rig.Faults.NumbersOf(First).ShouldBe([1, 1]);
        (await rig.Driver.EffectsAsync("a")).ShouldBe([(1, 1)]);
        (await rig.Driver.IsEmptyAsync()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("sample.before-commit", false)]
    [InlineData("sample.after-commit", true)]
    public async Task A_crash_around_the_commit_sends_all_or_nothing(string place, bool isSent)
    {
        var crashPoints = new ThrowingCrashPoints();
        await using var rig = await SampleRig.CreateAsync(NewDatabase(), crashPoints);
        crashPoints.CrashAt = place;

        await Should.ThrowAsync<ThrowingCrashPoints.CrashException>(() => rig.Driver.SendAsync("a", 1, 2));
        await rig.DispatchAsync();

        rig.Faults.NumbersOf(First).ShouldBe(isSent ? [1, 2] : []);
    }

    [Fact]
    public async Task Two_dispatchers_deliver_each_message_once_and_in_order()
    {
        var database = NewDatabase();
        await using var one = await SampleRig.CreateAsync(database);
        await using var other = await SampleRig.CreateAsync(database);
        var numbers = Enumerable.Range(1, 12).ToArray();
        string[] aggregates = ["a", "b", "c", "d", "e", "f"];
        foreach (var aggregate in aggregates)
        {
            await one.Driver.SendAsync(aggregate, numbers);
        }

        await Task.WhenAll(Task.Run(one.DispatchAsync), Task.Run(other.DispatchAsync), Task.Run(one.DispatchAsync));

        foreach (var aggregate in aggregates)
        {
            (await one.Driver.EffectsAsync(aggregate)).ShouldBe(numbers.Select(number => (number, 1)));
            one.Faults.Received.Concat(other.Faults.Received).Count(entry => entry.Consumer == First && entry.Message.Aggregate == aggregate).ShouldBe(numbers.Length);
            foreach (var rig in new[] { one, other })
            {
                var seen = rig.Faults.Received.Where(entry => entry.Consumer == First && entry.Message.Aggregate == aggregate).Select(entry => entry.Message.Number).ToList();
                seen.ShouldBe(seen.Order());
            }
        }

        (await one.Driver.IsEmptyAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_clock_that_is_set_back_holds_up_nothing()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());
        rig.Faults.ShouldFail = (consumer, _) => consumer == Second && rig.Faults.NumbersOf(Second).Count() == 1;
        await rig.Driver.SendAsync("a", 1);
        await rig.DispatchAsync();

        rig.Time.SetUtcNow(rig.Time.GetUtcNow().AddDays(-1));
        await rig.DispatchAsync();

        rig.Faults.NumbersOf(Second).ShouldBe([1, 1]);
        (await rig.Driver.IsEmptyAsync()).ShouldBeTrue();
    }

    protected abstract IReadOnlyDictionary<string, string?> NewDatabase();

    private static async Task DispatchUntilEmptyAsync(SampleRig rig)
    {
        for (var round = 0; round < 20 && !await rig.Driver.IsEmptyAsync(); round++)
        {
            await rig.DispatchAsync();
            rig.Time.Advance(TimeSpan.FromSeconds(301));
        }

        (await rig.Driver.IsEmptyAsync()).ShouldBeTrue();
    }
}
