using System.Text;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Persistence.RuneIndex;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>Turns rows into what the rules speak of, and back.</summary>
internal static class RuneRowMapping
{
    public static RuneEntry ToEntry(RuneRow row) => new()
    {
        Id = new RuneId((ulong)row.Block, (uint)row.TransactionIndex),
        Name = new SpacedRuneName(new RuneName(row.Name), (uint)row.Spacers),
        Number = row.Number,
        Divisibility = row.Divisibility,
        Symbol = row.Symbol is { } symbol ? new Rune(symbol) : null,
        Premine = row.Premine,
        Terms = row.HasTerms ? ToTerms(row) : null,
        IsTurbo = row.IsTurbo,
        EtchingTransaction = new TransactionId(row.EtchingTransaction),
        EtchedAt = row.EtchedAt,
        Mints = row.Mints,
        Burned = row.Burned,
    };

    public static RuneRow ToRow(RuneEntry entry) => new()
    {
        Block = (long)entry.Id.Block,
        TransactionIndex = entry.Id.TransactionIndex,
        Name = entry.Name.Name.Value,
        Spacers = entry.Name.Spacers,
        Number = entry.Number,
        Divisibility = entry.Divisibility,
        Symbol = entry.Symbol?.Value,
        Premine = entry.Premine,
        HasTerms = entry.Terms is not null,
        MintAmount = entry.Terms?.Amount,
        MintCap = entry.Terms?.Cap,
        MintHeightStart = entry.Terms?.HeightStart,
        MintHeightEnd = entry.Terms?.HeightEnd,
        MintOffsetStart = entry.Terms?.OffsetStart,
        MintOffsetEnd = entry.Terms?.OffsetEnd,
        IsTurbo = entry.IsTurbo,
        EtchingTransaction = entry.EtchingTransaction.ToArray(),
        EtchedAt = entry.EtchedAt,
        Mints = entry.Mints,
        Burned = entry.Burned,
    };

    public static IEnumerable<RuneBalanceRow> ToRows(StoredRuneOutput output) => output.Balances.Select(balance => new RuneBalanceRow
    {
        OutPoint = OutPointKey.Of(output.OutPoint),
        RuneBlock = (long)balance.Id.Block,
        RuneTransactionIndex = balance.Id.TransactionIndex,
        Amount = balance.Amount,
        ScriptHash = output.ScriptHash.ToArray(),
    });

    /// <summary>Rows of any number of outputs, one output each.</summary>
    public static IEnumerable<StoredRuneOutput> ToOutputs(IEnumerable<RuneBalanceRow> rows) => rows
        .GroupBy(row => OutPointKey.Parse(row.OutPoint))
        .Select(output => new StoredRuneOutput(
            output.Key,
            output.First().ScriptHash,
            [.. output.Select(ToBalance).OrderBy(balance => balance.Id)]));

    public static RuneBalance ToBalance(RuneBalanceRow row) =>
        new(new RuneId((ulong)row.RuneBlock, (uint)row.RuneTransactionIndex), row.Amount);

    private static MintTerms ToTerms(RuneRow row) => new()
    {
        Amount = row.MintAmount,
        Cap = row.MintCap,
        HeightStart = (ulong?)row.MintHeightStart,
        HeightEnd = (ulong?)row.MintHeightEnd,
        OffsetStart = (ulong?)row.MintOffsetStart,
        OffsetEnd = (ulong?)row.MintOffsetEnd,
    };
}
