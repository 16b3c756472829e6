using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Psbt.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Coins;

/// <summary>The addresses that are followed.</summary>
public sealed class AddressBook(IDbContextFactory<PsbtDbContext> contexts, BackfillSignal signal, TimeProvider timeProvider)
{
    private double backfillProgress;

    /// <summary>How far the look-up that is running has come, 0 to 1.</summary>
    public double BackfillProgress
    {
        get => Volatile.Read(ref backfillProgress);
        set => Volatile.Write(ref backfillProgress, value);
    }

    /// <summary>Follows an address from the next block on and has its earlier coins looked up.</summary>
    public async Task<(FollowedAddress Address, bool IsNew)> FollowAsync(Script script, string text, CancellationToken cancellationToken)
    {
        if (await FindAsync(script, cancellationToken) is { } known)
        {
            return (known, false);
        }

        var address = new FollowedAddress { Script = script.ToString(), Address = text, RegisteredAt = timeProvider.GetUtcNow(), IsBackfilled = false };
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Add(address);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody else registered it at the same time, or the database failed; reading tells which.
            if (await FindAsync(script, cancellationToken) is { } other)
            {
                return (other, false);
            }

            throw;
        }

        signal.Set();
        return (address, true);
    }

    public async Task<FollowedAddress?> FindAsync(Script script, CancellationToken cancellationToken)
    {
        var text = script.ToString();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<FollowedAddress>().AsNoTracking().SingleOrDefaultAsync(address => address.Script == text, cancellationToken);
    }
}
