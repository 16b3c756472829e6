using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.RuneIndex;
using DarkSwap.Psbt.Watching;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Coins;

/// <summary>Reads the coins of followed addresses.</summary>
public sealed class CoinList(IDbContextFactory<PsbtDbContext> contexts, MempoolCoins mempool, IRuneIndex runes, IChainStatus chainStatus, TimeProvider timeProvider)
{
    /// <summary>How long a request waits for the index, which is behind for a moment after each block.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <param name="script">Of one followed address; null for all.</param>
    /// <param name="after">Outpoint at which the last page ended; null for the first page.</param>
    public async Task<CoinPage> ReadAsync(Script? script, int limit, string? after, CancellationToken cancellationToken)
    {
        await WaitUntilReadyAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var tip = await CoinObserver.FindTipAsync(context, cancellationToken);
        var spent = mempool.GetSpent();
        var rows = await QueryAsync(context, script, limit + 1, after, cancellationToken);
        var hasMore = rows.Count > limit;
        var confirmed = rows.Take(limit).Where(row => !spent.Contains(OutPoint.Parse(row.OutPoint))).ToList();
        var answer = await runes.GetBalancesAsync([.. confirmed.Select(row => OutPoint.Parse(row.OutPoint))], cancellationToken);
        if (!answer.IsKnown)
        {
            return new([], null, answer.Reason);
        }

        var coins = confirmed.Select(row =>
        {
            var outPoint = OutPoint.Parse(row.OutPoint);
            var balances = RuneBalances.Of(answer.Value[outPoint].Select(balance => KeyValuePair.Create(balance.Id, balance.Amount)));
            return new ListedCoin(outPoint, new TransactionOutput(row.Satoshis, Script.Parse(row.Script)), balances, Math.Max(1, (tip?.Height ?? row.Height) - row.Height + 1), null);
        }).ToList();
        if (!hasMore)
        {
            coins.AddRange(await ReadUnconfirmedAsync(context, script, cancellationToken));
        }

        return new(await AddLocksAsync(context, coins, cancellationToken), hasMore ? rows[limit - 1].OutPoint : null, null);
    }

    private static Task<List<FollowedCoin>> QueryAsync(PsbtDbContext context, Script? script, int count, string? after, CancellationToken cancellationToken)
    {
        var query = context.Set<FollowedCoin>().AsNoTracking().Where(coin => coin.SpentHeight == null);
        if (script is { } only)
        {
            var text = only.ToString();
            query = query.Where(coin => coin.Script == text);
        }

        if (after is not null)
        {
            query = query.Where(coin => string.Compare(coin.OutPoint, after) > 0);
        }

        return query.OrderBy(coin => coin.OutPoint).Take(count).ToListAsync(cancellationToken);
    }

    private async Task<IEnumerable<ListedCoin>> ReadUnconfirmedAsync(PsbtDbContext context, Script? script, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<Script> scripts = script is { } only ? [only] : await FollowedCoins.LoadScriptsAsync(context, cancellationToken);
        return scripts.SelectMany(mempool.GetUnspent).Select(coin => new ListedCoin(coin.OutPoint, coin.Output, RuneBalances.Empty, 0, null));
    }

    private async Task<IReadOnlyList<ListedCoin>> AddLocksAsync(PsbtDbContext context, List<ListedCoin> coins, CancellationToken cancellationToken)
    {
        var keys = coins.Select(coin => coin.OutPoint.ToString()).ToList();
        var now = timeProvider.GetUtcNow();
        var locks = await context.Set<CoinLock>().AsNoTracking().Where(held => keys.Contains(held.OutPoint)).ToDictionaryAsync(held => held.OutPoint, cancellationToken);
        return [.. coins.Select(coin => locks.TryGetValue(coin.OutPoint.ToString(), out var held) && held.IsHeldAt(now) ? coin with { Lock = held } : coin)];
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await chainStatus.WaitForAsync(status => status.IsReady, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The index itself says why it cannot answer.
        }
    }
}
