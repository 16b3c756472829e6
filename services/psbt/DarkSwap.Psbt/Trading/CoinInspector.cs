using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.AssetSources;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.Domain.Settlement.Checks;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.RuneIndex;
using DarkSwap.Psbt.Watching;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Trading;

/// <summary>Asks the node, the rune index and the other sources about coins. What cannot be asked is unknown, never empty.</summary>
public sealed class CoinInspector(IChainSource chain, IRuneIndex runeIndex, AssetSourceCatalog sources, IDbContextFactory<PsbtDbContext> contexts)
{
    /// <param name="tradeId">A trade whose own transactions may spend the coins in the mempool; null for none.</param>
    public async Task<CoinInspection> InspectAsync(IEnumerable<OutPoint> outPoints, Guid? tradeId, CancellationToken cancellationToken)
    {
        var asked = outPoints.Distinct().Take(IRuneIndex.MaximumItems).ToList();
        var runes = await runeIndex.GetBalancesAsync(asked, cancellationToken);
        var sourceFacts = new AssetSourceFacts(sources.IsMissing, runes.IsKnown ? null : runes.Reason ?? "The rune index cannot answer now.");
        var coins = new Dictionary<OutPoint, CoinFacts>();
        var unspent = new Dictionary<OutPoint, UnspentOutput>();
        try
        {
            var own = await LoadOwnTransactionsAsync(tradeId, cancellationToken);
            foreach (var outPoint in asked)
            {
                var found = await FindAsync(outPoint, own, cancellationToken);
                if (found is not null)
                {
                    unspent[outPoint] = found;
                }

                coins[outPoint] = await DescribeAsync(outPoint, found, runes, cancellationToken);
            }
        }
        catch (ChainSourceException fault)
        {
            return new(new Dictionary<OutPoint, CoinFacts>(), new Dictionary<OutPoint, UnspentOutput>(), sourceFacts with { BehindDetail = fault.Message });
        }

        return new(coins, unspent, sourceFacts);
    }

    private async Task<UnspentOutput?> FindAsync(OutPoint outPoint, HashSet<TransactionId> ownTransactions, CancellationToken cancellationToken)
    {
        var found = await chain.GetUnspentOutputAsync(outPoint, includeMempool: true, cancellationToken);
        if (found is not null || ownTransactions.Count == 0)
        {
            return found;
        }

        var spender = (await chain.GetMempoolSpendersAsync([outPoint], cancellationToken))[0];
        return spender is { } id && ownTransactions.Contains(id) ? await chain.GetUnspentOutputAsync(outPoint, includeMempool: false, cancellationToken) : null;
    }

    private async Task<CoinFacts> DescribeAsync(
        OutPoint outPoint, UnspentOutput? found, RuneAnswer<IReadOnlyDictionary<OutPoint, IReadOnlyList<RuneBalance>>> runes, CancellationToken cancellationToken)
    {
        if (found is null)
        {
            return CoinFacts.Unknown with { Presence = CoinPresence.SpentOrMissing, Runes = RunesOf(outPoint, runes) };
        }

        return new CoinFacts
        {
            Presence = CoinPresence.Unspent,
            Output = new TransactionOutput(found.ValueSatoshis, found.Script),
            Confirmations = found.Confirmations,

            // The index looks at confirmed transactions only, and at one tip.
            Runes = found.Confirmations > 0 && runes.IsKnown && runes.Tip.Hash == found.Tip ? RunesOf(outPoint, runes) : null,
            Inscriptions = await sources.FindAsync(AssetSourceKind.Inscriptions, outPoint, found.Tip, cancellationToken),
            Alkanes = await sources.FindAsync(AssetSourceKind.Alkanes, outPoint, found.Tip, cancellationToken),
        };
    }

    private static RuneBalances? RunesOf(OutPoint outPoint, RuneAnswer<IReadOnlyDictionary<OutPoint, IReadOnlyList<RuneBalance>>> runes) =>
        runes.IsKnown && runes.Value.TryGetValue(outPoint, out var balances)
            ? RuneBalances.Of(balances.Select(balance => KeyValuePair.Create(balance.Id, balance.Amount)))
            : null;

    private async Task<HashSet<TransactionId>> LoadOwnTransactionsAsync(Guid? tradeId, CancellationToken cancellationToken)
    {
        if (tradeId is not { } id)
        {
            return [];
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var own = await context.Set<WatchedTransaction>().Where(watched => watched.TradeId == id).Select(watched => watched.TransactionId).ToListAsync(cancellationToken);
        return [.. own.Select(TransactionId.Parse)];
    }
}
