using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Messaging.Persistence;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.Persistence.RuneIndex;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>The index's rows within one transaction of one context.</summary>
internal sealed class RuneIndexStore(PsbtDbContext context)
{
    /// <summary>Keys or rows of one statement: five values each stay below every database's limit of parameters.</summary>
    private const int ItemsPerStatement = 1_000;

    public Task<RuneIndexStateRow?> LoadStateAsync(CancellationToken cancellationToken) =>
        context.RuneIndexStates.SingleOrDefaultAsync(cancellationToken);

    /// <summary>Reads what applying the block needs.</summary>
    public async Task<RuneLookup> LookUpAsync(
        RuneBlockScan scan, IReadOnlyDictionary<int, IReadOnlyList<Chain.SpentOutput>> commitments, long runeCount, CancellationToken cancellationToken)
    {
        var spent = await FindOutputsAsync(scan.SpentBefore, cancellationToken);
        var ids = spent.Values.SelectMany(output => output.Balances).Select(balance => balance.Id).Concat(scan.Mints).ToHashSet();
        return new RuneLookup
        {
            Spent = spent,
            Runes = await FindRunesAsync(ids, cancellationToken),
            TakenNames = await FindTakenNamesAsync(scan.Names, cancellationToken),
            Commitments = commitments,
            RuneCount = runeCount,
        };
    }

    public async Task<IReadOnlyDictionary<OutPoint, StoredRuneOutput>> FindOutputsAsync(IReadOnlyCollection<OutPoint> outPoints, CancellationToken cancellationToken)
    {
        var found = new Dictionary<OutPoint, StoredRuneOutput>();
        foreach (var keys in outPoints.Select(OutPointKey.Of).Chunk(ItemsPerStatement))
        {
            var rows = await context.RuneBalances.AsNoTracking().Where(row => keys.Contains(row.OutPoint)).ToListAsync(cancellationToken);
            foreach (var output in RuneRowMapping.ToOutputs(rows))
            {
                found.Add(output.OutPoint, output);
            }
        }

        return found;
    }

    /// <summary>Stores what a block changed; the caller saves and commits.</summary>
    public async Task ApplyAsync(RuneBlockChanges changes, CancellationToken cancellationToken)
    {
        await DeleteOutputsAsync(changes.Spent.Select(output => output.OutPoint), cancellationToken);
        await InsertOutputsAsync(changes.Created, cancellationToken);
        context.Runes.AddRange(changes.Etched.Select(RuneRowMapping.ToRow));
        await SetCountersAsync([.. changes.Changed.Select(change => (change.After.Id, change.After.Mints, change.After.Burned))], cancellationToken);
    }

    /// <summary>Takes back what a block changed; the caller saves and commits.</summary>
    /// <returns>How many runes the block had etched.</returns>
    public async Task<int> UndoAsync(int height, RuneUndo undo, CancellationToken cancellationToken)
    {
        await DeleteOutputsAsync(undo.Created, cancellationToken);
        await InsertOutputsAsync(undo.Spent, cancellationToken);
        await SetCountersAsync(undo.Changed, cancellationToken);
        return await context.Runes.Where(rune => rune.Block == height).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await context.RuneBalances.ExecuteDeleteAsync(cancellationToken);
        await context.Runes.ExecuteDeleteAsync(cancellationToken);
        await context.RuneBlocks.ExecuteDeleteAsync(cancellationToken);
        await context.RuneIndexStates.ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<IReadOnlyDictionary<RuneId, RuneEntry>> FindRunesAsync(HashSet<RuneId> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<RuneId, RuneEntry>();
        foreach (var row in await FindRowsAsync(ids, cancellationToken))
        {
            var entry = RuneRowMapping.ToEntry(row);
            found.Add(entry.Id, entry);
        }

        return found;
    }

    private async Task<IReadOnlyList<RuneRow>> FindRowsAsync(HashSet<RuneId> ids, CancellationToken cancellationToken)
    {
        var found = new List<RuneRow>();
        foreach (var blocks in ids.Where(id => id.Block <= long.MaxValue).Select(id => (long)id.Block).Distinct().Chunk(ItemsPerStatement))
        {
            var rows = await context.Runes.Where(rune => blocks.Contains(rune.Block)).AsNoTracking().ToListAsync(cancellationToken);
            found.AddRange(rows.Where(row => ids.Contains(new RuneId((ulong)row.Block, (uint)row.TransactionIndex))));
        }

        return found;
    }

    private async Task<IReadOnlySet<RuneName>> FindTakenNamesAsync(IReadOnlyCollection<RuneName> names, CancellationToken cancellationToken)
    {
        var taken = new HashSet<RuneName>();
        foreach (var wanted in names.Select(name => name.Value).Chunk(ItemsPerStatement))
        {
            taken.UnionWith(await context.Runes.Where(rune => wanted.Contains(rune.Name)).Select(rune => new RuneName(rune.Name)).ToListAsync(cancellationToken));
        }

        return taken;
    }

    private async Task SetCountersAsync(IReadOnlyCollection<(RuneId Id, UInt128 Mints, UInt128 Burned)> counters, CancellationToken cancellationToken)
    {
        foreach (var (id, mints, burned) in counters)
        {
            await context.Runes
                .Where(rune => rune.Block == (long)id.Block && rune.TransactionIndex == id.TransactionIndex)
                .ExecuteUpdateAsync(set => set.SetProperty(rune => rune.Mints, mints).SetProperty(rune => rune.Burned, burned), cancellationToken);
        }
    }

    private async Task DeleteOutputsAsync(IEnumerable<OutPoint> outPoints, CancellationToken cancellationToken)
    {
        foreach (var keys in outPoints.Select(OutPointKey.Of).Chunk(ItemsPerStatement))
        {
            await context.RuneBalances.Where(row => keys.Contains(row.OutPoint)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    /// <summary>Many rows a statement: blocks with thousands of rune outputs are common, and the change tracker would cost more than the database.</summary>
    private async Task InsertOutputsAsync(IEnumerable<StoredRuneOutput> outputs, CancellationToken cancellationToken)
    {
        var names = context.GetService<ISqlGenerationHelper>();
        var entity = context.Model.FindEntityType(typeof(RuneBalanceRow))!;
        var head = $"INSERT INTO {names.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema())} (out_point, rune_block, rune_transaction_index, amount, script_hash) VALUES ";
        foreach (var rows in outputs.SelectMany(RuneRowMapping.ToRows).Chunk(ItemsPerStatement))
        {
            var places = rows.Select((_, index) => $"({{{5 * index}}}, {{{(5 * index) + 1}}}, {{{(5 * index) + 2}}}, {{{(5 * index) + 3}}}, {{{(5 * index) + 4}}})");
            var values = rows.SelectMany(row => new object[] { row.OutPoint, row.RuneBlock, row.RuneTransactionIndex, Digits(row.Amount), row.ScriptHash });
            var statement = head + string.Join(", ", places);
            await context.Database.ExecuteSqlRawAsync(statement, values, cancellationToken);
        }
    }

    private static string Digits(UInt128 amount) => (string)AmountConverter.ConvertToProvider(amount)!;

    private static readonly PaddedUInt128Converter AmountConverter = new();
}
