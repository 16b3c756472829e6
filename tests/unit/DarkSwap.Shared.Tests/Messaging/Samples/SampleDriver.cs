using DarkSwap.Messaging.Outbox;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Shared.Tests.Messaging.Samples;

/// <summary>Sends through the sample module's outbox and looks at what came of it.</summary>
public sealed class SampleDriver(IServiceProvider services)
{
    public SampleFaults Faults { get; } = services.GetRequiredService<SampleFaults>();

    /// <summary>All in one transaction.</summary>
    public async Task SendAsync(string aggregate, params int[] numbers)
    {
        await using var context = await CreateContextAsync();
        foreach (var number in numbers)
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            context.AddToOutbox(
                new SampleHappened { EventId = Guid.CreateVersion7(now), OccurredAt = now, Aggregate = aggregate, Number = number, Amount = UInt128.MaxValue },
                aggregate,
                number);
        }

        await context.SaveChangesAsync();
    }

    /// <summary>A message each, all in one transaction.</summary>
    public async Task NoteAsync(IEnumerable<int> numbers)
    {
        await using var context = await CreateContextAsync();
        foreach (var number in numbers)
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            var eventId = Guid.CreateVersion7(now);
            context.AddToOutbox(new SampleNoted { EventId = eventId, OccurredAt = now, Notes = [new SampleNote(eventId, number)] }, NotingConsumer.Aggregate);
        }

        await context.SaveChangesAsync();
    }

    public Task WaitForAsync(string consumer, int count) => WaitUntilAsync(() => Task.FromResult(Faults.NumbersOf(consumer).Count() >= count));

    public Task WaitForDeadLetterAsync() => WaitUntilAsync(async () => (await CountAsync()).Dead > 0);

    public Task WaitUntilEmptyAsync() => WaitUntilAsync(IsEmptyAsync);

    public Task WaitForEffectsAsync(string aggregate, int count) => WaitUntilAsync(async () => (await EffectsAsync(aggregate)).Count >= count);

    public async Task<(int Waiting, int Dead)> CountAsync()
    {
        await using var context = await CreateContextAsync();
        return (await context.OutboxMessages.CountAsync(), await context.DeadLetters.CountAsync());
    }

    public async Task<bool> IsEmptyAsync()
    {
        await using var context = await CreateContextAsync();
        return !await context.OutboxMessages.AnyAsync() && !await context.OutboxQueues.AnyAsync() && !await context.OutboxDeliveries.AnyAsync();
    }

    /// <summary>How often each number took effect, by number.</summary>
    public async Task<IReadOnlyList<(int Number, int Times)>> EffectsAsync(string aggregate)
    {
        await using var context = await CreateContextAsync();
        var effects = await context.Effects.Where(effect => effect.Aggregate == aggregate).OrderBy(effect => effect.Number).ToListAsync();
        return effects.ConvertAll(effect => (effect.Number, effect.Times));
    }

    public Task DispatchAsync() => services.GetRequiredService<OutboxDispatcher<SampleDbContext>>().DispatchDueAsync(CancellationToken.None);

    public Task<SampleDbContext> CreateContextAsync() => services.GetRequiredService<IDbContextFactory<SampleDbContext>>().CreateDbContextAsync();

    /// <summary>Not in vain when the host has ended, as it does when its bus is dead.</summary>
    private async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var limit = new CancellationTokenSource(Patience.OfPrograms, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (either.IsCancellationRequested)
            {
                throw new TimeoutException($"{(stopping.IsCancellationRequested ? "The host has ended." : "It took too long.")} {await DescribeAsync()}");
            }
        }
    }

    private async Task<string> DescribeAsync()
    {
        var (waiting, dead) = await CountAsync();
        var bus = services.GetService<IBusControl>()?.CheckHealth().Description;
        return $"{waiting} messages wait, {dead} are dead letters, {Faults.Received.Count} were received; the bus: {bus}; the log:\n{services.GetRequiredService<RecentLog>().Describe()}";
    }
}
