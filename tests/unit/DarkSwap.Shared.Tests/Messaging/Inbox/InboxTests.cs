using DarkSwap.Messaging.Inbox;
using DarkSwap.Shared.Tests.Messaging.Samples;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Shared.Tests.Messaging.Inbox;

/// <summary>The same on each provider.</summary>
public abstract class InboxTests
{
    private static readonly Guid Event = Guid.Parse("01976a00-0000-7000-8000-000000000001");

    [Fact]
    public async Task A_message_takes_effect_once_however_often_it_comes()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());

        (await ApplyAsync(rig, "consumer")).ShouldBeTrue();
        (await ApplyAsync(rig, "consumer")).ShouldBeFalse();

        (await rig.Driver.EffectsAsync("a")).ShouldBe([(1, 1)]);
    }

    [Fact]
    public async Task Each_consumer_has_its_own_claim()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());

        await ApplyAsync(rig, "consumer");
        await ApplyAsync(rig, "another consumer");

        (await rig.Driver.EffectsAsync("a")).ShouldBe([(1, 2)]);
    }

    [Fact]
    public async Task Of_many_at_the_same_time_one_takes_effect()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());

        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ApplyAsync(rig, "consumer"))));

        applied.Count(isApplied => isApplied).ShouldBe(1);
        (await rig.Driver.EffectsAsync("a")).ShouldBe([(1, 1)]);
    }

    [Fact]
    public async Task An_effect_that_fails_leaves_no_claim()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());
        await using (var context = await rig.Driver.CreateContextAsync())
        {
            await Should.ThrowAsync<InvalidOperationException>(() => InboxTransaction.RunAsync(
                context, Event, "consumer", _ => throw new InvalidOperationException("not now"), CancellationToken.None));
        }

        (await ApplyAsync(rig, "consumer")).ShouldBeTrue();
    }

    [Fact]
    public async Task Of_messages_that_share_a_transaction_those_take_effect_that_nobody_has_applied()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());
        Guid[] events = [Event, Guid.CreateVersion7(rig.Time.GetUtcNow()), Guid.CreateVersion7(rig.Time.GetUtcNow())];
        await ApplyAsync(rig, "consumer");

        (await ApplyManyAsync(rig, [events[1], events[0], events[1]])).ShouldBe([events[1]]);
        (await ApplyManyAsync(rig, [events[0], events[1]])).ShouldBeEmpty();
        (await ApplyManyAsync(rig, events)).ShouldBe([events[2]]);

        (await rig.Driver.EffectsAsync("a")).ShouldBe([(1, 3)]);
    }

    [Fact]
    public async Task An_effect_of_several_messages_that_fails_leaves_no_claim_of_any()
    {
        await using var rig = await SampleRig.CreateAsync(NewDatabase());
        Guid[] events = [Event, Guid.CreateVersion7(rig.Time.GetUtcNow())];
        await using (var context = await rig.Driver.CreateContextAsync())
        {
            await Should.ThrowAsync<InvalidOperationException>(() => InboxTransaction.RunManyAsync(
                context, events, "consumer", rig.Time, (_, _) => throw new InvalidOperationException("not now"), CancellationToken.None));
        }

        (await ApplyManyAsync(rig, events)).ShouldBe(events, ignoreOrder: true);
    }

    protected abstract IReadOnlyDictionary<string, string?> NewDatabase();

    /// <summary>Those that took effect.</summary>
    private static async Task<IReadOnlyCollection<Guid>> ApplyManyAsync(SampleRig rig, IReadOnlyCollection<Guid> events)
    {
        var applied = new HashSet<Guid>();
        await using var context = await rig.Driver.CreateContextAsync();
        await InboxTransaction.RunManyAsync(
            context,
            events,
            "consumer",
            rig.Time,
            async (claimed, token) =>
            {
                applied = [.. claimed];
                await CountAsync(context, rig, claimed.Count, token);
            },
            CancellationToken.None);
        return applied;
    }

    private static async Task CountAsync(SampleDbContext context, SampleRig rig, int times, CancellationToken cancellationToken)
    {
        var effect = await context.Effects.SingleOrDefaultAsync(row => row.Number == 1, cancellationToken);
        if (effect is null)
        {
            effect = new SampleEffect { Aggregate = "a", Number = 1, Amount = 1, AppliedAt = rig.Time.GetUtcNow() };
            context.Effects.Add(effect);
        }

        effect.Times += times;
    }

    private static async Task<bool> ApplyAsync(SampleRig rig, string consumer)
    {
        await using var context = await rig.Driver.CreateContextAsync();
        return await InboxTransaction.RunAsync(
            context,
            Event,
            consumer,
            token => CountAsync(context, rig, 1, token),
            CancellationToken.None);
    }
}
