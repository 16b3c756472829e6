using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Coins;

/// <summary>Applies blocks to the coins of followed addresses, within a transaction that the caller holds.</summary>
public static class FollowedCoins
{
    /// <summary>How many blocks spent coins and block hashes are kept for, in case blocks leave the chain.</summary>
    public const int KeptBlocks = 200;

    public static async Task ConnectAsync(PsbtDbContext context, int height, IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        var scripts = await LoadScriptsAsync(context, cancellationToken);
        if (scripts.Count == 0)
        {
            return;
        }

        var coins = (await context.Set<FollowedCoin>().Where(coin => coin.SpentHeight == null).ToListAsync(cancellationToken)).ToDictionary(coin => OutPoint.Parse(coin.OutPoint));
        foreach (var transaction in transactions)
        {
            foreach (var input in transaction.Inputs)
            {
                if (coins.TryGetValue(input.PreviousOutput, out var spent))
                {
                    spent.SpentHeight = height;
                }
            }

            foreach (var (outPoint, output) in OutputsTo(scripts, transaction))
            {
                if (!coins.ContainsKey(outPoint))
                {
                    coins[outPoint] = context.Add(CoinOf(outPoint, output, height)).Entity;
                }
            }
        }

        var oldest = height - KeptBlocks;
        await context.Set<FollowedCoin>().Where(coin => coin.SpentHeight < oldest).ExecuteDeleteAsync(cancellationToken);
    }

    public static async Task DisconnectAsync(PsbtDbContext context, int height, CancellationToken cancellationToken)
    {
        await context.Set<FollowedCoin>().Where(coin => coin.Height >= height).ExecuteDeleteAsync(cancellationToken);
        await context.Set<FollowedCoin>().Where(coin => coin.SpentHeight >= height)
            .ExecuteUpdateAsync(setters => setters.SetProperty(coin => coin.SpentHeight, (int?)null), cancellationToken);
    }

    public static async Task<HashSet<Script>> LoadScriptsAsync(PsbtDbContext context, CancellationToken cancellationToken) =>
        [.. (await context.Set<FollowedAddress>().Select(address => address.Script).ToListAsync(cancellationToken)).Select(Script.Parse)];

    public static FollowedCoin CoinOf(OutPoint outPoint, TransactionOutput output, int height) =>
        new() { OutPoint = outPoint.ToString(), Script = output.Script.ToString(), Satoshis = output.ValueSatoshis, Height = height };

    public static IEnumerable<(OutPoint OutPoint, TransactionOutput Output)> OutputsTo(IReadOnlySet<Script> scripts, Transaction transaction)
    {
        for (var index = 0; index < transaction.Outputs.Length; index++)
        {
            if (scripts.Contains(transaction.Outputs[index].Script))
            {
                yield return (new OutPoint(transaction.Id, (uint)index), transaction.Outputs[index]);
            }
        }
    }
}
