using DarkSwap.Messaging.Outbox;
using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Messaging.DeadLetters;

/// <summary>Dead letters in the tables of <typeparamref name="TContext"/>.</summary>
public sealed class DeadLetterStore<TContext>(IDbContextFactory<TContext> contexts, string service, MessagingMetrics metrics) : IDeadLetterStore
    where TContext : ServiceDbContext
{
    public string Service => service;

    public async Task StoreAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        await using var context = await CreateContextAsync(cancellationToken);
        await context.RunInTransactionAsync(
            async token =>
            {
                await Select(context, new DeadLetterKey(letter.EventId, letter.Recipient)).ExecuteDeleteAsync(token);
                context.DeadLetters.Add(letter);
                return true;
            },
            cancellationToken);
        metrics.Dead(service);
    }

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(int limit, DeadLetterPosition? after, CancellationToken cancellationToken)
    {
        await using var context = await CreateContextAsync(cancellationToken);
        var letters = context.DeadLetters.AsNoTracking();
        if (after is { DeadAt: var time, Key: var (eventId, recipient) })
        {
            letters = letters.Where(letter =>
                letter.DeadAt < time
                || (letter.DeadAt == time && (letter.EventId.CompareTo(eventId) > 0 || (letter.EventId == eventId && string.Compare(letter.Recipient, recipient) > 0))));
        }

        return await letters.OrderByDescending(letter => letter.DeadAt).ThenBy(letter => letter.EventId).ThenBy(letter => letter.Recipient).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<DeadLetter?> FindAsync(DeadLetterKey key, CancellationToken cancellationToken)
    {
        await using var context = await CreateContextAsync(cancellationToken);
        return await Select(context, key).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<bool> RemoveAsync(DeadLetterKey key, DateTimeOffset? deadAt, CancellationToken cancellationToken)
    {
        await using var context = await CreateContextAsync(cancellationToken);
        return await Select(context, key).Where(letter => deadAt == null || letter.DeadAt == deadAt).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    private static IQueryable<DeadLetter> Select(TContext context, DeadLetterKey key) =>
        context.DeadLetters.Where(letter => letter.EventId == key.EventId && letter.Recipient == key.Recipient);

    private async Task<TContext> CreateContextAsync(CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.IsHousekeeping = true;
        return context;
    }
}
