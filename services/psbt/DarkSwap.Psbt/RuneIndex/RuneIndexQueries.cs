using System.Globalization;
using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.Persistence.RuneIndex;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>Reads the index between two looks at its height, and asks the node for its tip each time: an answer is about one block, the node's last.</summary>
public sealed class RuneIndexQueries(IChainSource source, IDbContextFactory<PsbtDbContext> contexts) : IRuneIndex
{
    private const int Tries = 3;

    public Task<RuneAnswer<IReadOnlyDictionary<OutPoint, IReadOnlyList<RuneBalance>>>> GetBalancesAsync(
        IReadOnlyCollection<OutPoint> outPoints, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(outPoints.Count, IRuneIndex.MaximumItems);
        return AskAsync<IReadOnlyDictionary<OutPoint, IReadOnlyList<RuneBalance>>>(
            async (context, token) =>
            {
                var outputs = await new RuneIndexStore(context).FindOutputsAsync(outPoints, token);
                return outPoints.Distinct().ToDictionary(outPoint => outPoint, outPoint => outputs.TryGetValue(outPoint, out var output) ? output.Balances : []);
            },
            cancellationToken);
    }

    public Task<RuneAnswer<IReadOnlyList<RuneHolding>>> GetHoldingsAsync(Script script, RuneId? rune, int offset, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IRuneIndex.MaximumItems);
        return AskAsync<IReadOnlyList<RuneHolding>>(
            async (context, token) =>
            {
                var page = await HeldBy(context, script, rune)
                    .OrderBy(row => row.OutPoint).ThenBy(row => row.RuneBlock).ThenBy(row => row.RuneTransactionIndex)
                    .Skip(offset).Take(limit).ToListAsync(token);
                return [.. page.Select(row => new RuneHolding(OutPointKey.Parse(row.OutPoint), RuneRowMapping.ToBalance(row)))];
            },
            cancellationToken);
    }

    public Task<RuneAnswer<UInt128>> GetTotalAsync(Script script, RuneId rune, CancellationToken cancellationToken) =>
        AskAsync(
            async (context, token) =>
            {
                // Amounts are text, which databases cannot add; rows are read one by one, so that their number does not matter.
                var total = UInt128.Zero;
                await foreach (var amount in HeldBy(context, script, rune).Select(row => row.Amount).AsAsyncEnumerable().WithCancellation(token))
                {
                    total = checked(total + amount);
                }

                return total;
            },
            cancellationToken);

    public Task<RuneAnswer<RuneEntry?>> FindAsync(RuneId id, CancellationToken cancellationToken) =>
        FindAsync(runes => runes.Where(rune => rune.Block == (long)id.Block && rune.TransactionIndex == id.TransactionIndex), cancellationToken);

    public Task<RuneAnswer<RuneEntry?>> FindAsync(RuneName name, CancellationToken cancellationToken) =>
        FindAsync(runes => runes.Where(rune => rune.Name == name.Value), cancellationToken);

    public Task<RuneAnswer<IReadOnlyList<RuneEntry>>> ListAsync(long firstNumber, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IRuneIndex.MaximumItems);
        return AskAsync<IReadOnlyList<RuneEntry>>(
            async (context, token) =>
            {
                var rows = await context.Runes.AsNoTracking().Where(rune => rune.Number >= firstNumber).OrderBy(rune => rune.Number).Take(limit).ToListAsync(token);
                return [.. rows.Select(RuneRowMapping.ToEntry)];
            },
            cancellationToken);
    }

    private static IQueryable<RuneBalanceRow> HeldBy(PsbtDbContext context, Script script, RuneId? rune)
    {
        var hash = RuneBlockProcessor.ScriptHashOf(script);
        var rows = context.RuneBalances.AsNoTracking().Where(row => row.ScriptHash == hash);
        return rune is { } id ? rows.Where(row => row.RuneBlock == (long)id.Block && row.RuneTransactionIndex == id.TransactionIndex) : rows;
    }

    private static async Task<BlockReference?> ReadTipAsync(PsbtDbContext context, CancellationToken cancellationToken) =>
        await context.RuneIndexStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } state
            ? new BlockReference(state.Height, new BlockHash(state.Hash))
            : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private Task<RuneAnswer<RuneEntry?>> FindAsync(Func<IQueryable<RuneRow>, IQueryable<RuneRow>> filter, CancellationToken cancellationToken) =>
        AskAsync(
            async (context, token) => await filter(context.Runes.AsNoTracking()).SingleOrDefaultAsync(token) is { } row ? RuneRowMapping.ToEntry(row) : null,
            cancellationToken);

    private async Task<RuneAnswer<TValue>> AskAsync<TValue>(Func<PsbtDbContext, CancellationToken, Task<TValue>> read, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await ReadTipAsync(context, cancellationToken) is not { } before)
            {
                return new("The rune index has no block yet: wait until it has caught up.");
            }

            if (await CompareWithNodeAsync(before, cancellationToken) is { } reason)
            {
                return new(reason);
            }

            var value = await read(context, cancellationToken);
            if (await ReadTipAsync(context, cancellationToken) == before)
            {
                return new(value, before);
            }
        }

        return new("The rune index moved on while it was asked: ask again.");
    }

    private async Task<string?> CompareWithNodeAsync(BlockReference tip, CancellationToken cancellationToken)
    {
        try
        {
            var node = await source.GetBestBlockHashAsync(cancellationToken);
            return node == tip.Hash ? null : Text($"The rune index is at block {tip.Height} and not at the Bitcoin node's tip {node}: wait until it has caught up.");
        }
        catch (ChainSourceException fault)
        {
            return fault.Message;
        }
    }
}
