using System.Collections.Immutable;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Coins;

/// <summary>What the mempool does to followed coins: kept in memory, since the node tells its whole mempool again after each start.</summary>
public sealed class MempoolCoins
{
    private readonly Lock gate = new();
    private readonly Dictionary<TransactionId, Effect> effects = [];

    /// <summary>Takes in what is new and drops what has gone.</summary>
    public void Update(IReadOnlyList<Transaction> added, IReadOnlySet<TransactionId> present, IReadOnlySet<Script> scripts, IReadOnlySet<OutPoint> coins)
    {
        lock (gate)
        {
            foreach (var gone in effects.Keys.Where(id => !present.Contains(id)).ToList())
            {
                effects.Remove(gone);
            }

            AddLocked(added, scripts, coins);
        }
    }

    /// <summary>Takes in transactions that were there before an address was followed.</summary>
    public void Add(IEnumerable<Transaction> transactions, IReadOnlySet<Script> scripts, IReadOnlySet<OutPoint> coins)
    {
        lock (gate)
        {
            AddLocked(transactions, scripts, coins);
        }
    }

    public IReadOnlySet<OutPoint> GetSpent()
    {
        lock (gate)
        {
            return effects.Values.SelectMany(effect => effect.Spent).ToHashSet();
        }
    }

    /// <summary>Unconfirmed coins of a script that nothing in the mempool spends.</summary>
    public IReadOnlyList<(OutPoint OutPoint, TransactionOutput Output)> GetUnspent(Script script)
    {
        lock (gate)
        {
            var spent = effects.Values.SelectMany(effect => effect.Spent).ToHashSet();
            return [.. effects.Values.SelectMany(effect => effect.Created).Where(coin => coin.Output.Script == script && !spent.Contains(coin.OutPoint))];
        }
    }

    private void AddLocked(IEnumerable<Transaction> transactions, IReadOnlySet<Script> scripts, IReadOnlySet<OutPoint> coins)
    {
        foreach (var transaction in transactions)
        {
            var created = FollowedCoins.OutputsTo(scripts, transaction).ToImmutableArray();
            var spent = transaction.Inputs.Select(input => input.PreviousOutput).Where(outPoint => coins.Contains(outPoint) || IsCreated(outPoint)).ToImmutableArray();
            if (!created.IsEmpty || !spent.IsEmpty)
            {
                effects[transaction.Id] = new(created, spent);
            }
        }
    }

    private bool IsCreated(OutPoint outPoint) =>
        effects.TryGetValue(outPoint.TransactionId, out var effect) && effect.Created.Any(coin => coin.OutPoint == outPoint);

    private sealed record Effect(ImmutableArray<(OutPoint OutPoint, TransactionOutput Output)> Created, ImmutableArray<OutPoint> Spent);
}
