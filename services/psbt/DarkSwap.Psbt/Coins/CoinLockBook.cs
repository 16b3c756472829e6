using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Coins;

/// <summary>Locks and frees coins within a transaction that the caller holds.</summary>
public static class CoinLockBook
{
    /// <summary>Locks all coins for the trade, or none.</summary>
    /// <returns>Null when they are locked, else the coin that another live trade holds.</returns>
    /// <exception cref="DbUpdateException">On saving: another trade was faster. Trying again gives the answer.</exception>
    public static async Task<OutPoint?> LockAsync(
        PsbtDbContext context, Guid tradeId, IReadOnlyCollection<OutPoint> outPoints, DateTimeOffset now, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var keys = outPoints.Select(outPoint => outPoint.ToString()).Distinct().ToList();
        var existing = await context.Set<CoinLock>().Where(entity => keys.Contains(entity.OutPoint)).ToDictionaryAsync(entity => entity.OutPoint, cancellationToken);
        if (existing.Values.FirstOrDefault(held => held.TradeId != tradeId && held.IsHeldAt(now)) is { } foreign)
        {
            return OutPoint.Parse(foreign.OutPoint);
        }

        foreach (var key in keys)
        {
            if (!existing.TryGetValue(key, out var held))
            {
                context.Add(new CoinLock { OutPoint = key, TradeId = tradeId, LockedAt = now, ExpiresAt = expiresAt });
                continue;
            }

            held.LockedAt = held.TradeId == tradeId ? held.LockedAt : now;
            held.TradeId = tradeId;
            held.ExpiresAt = expiresAt;
        }

        return null;
    }

    public static Task<int> ReleaseAsync(PsbtDbContext context, Guid tradeId, CancellationToken cancellationToken) =>
        context.Set<CoinLock>().Where(entity => entity.TradeId == tradeId).ExecuteDeleteAsync(cancellationToken);
}
