using System.Buffers;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>What it takes to undo one block, and its compact form. Runes that the block etched are known by their id.</summary>
public sealed record RuneUndo
{
    public required IReadOnlyList<OutPoint> Created { get; init; }

    public required IReadOnlyList<StoredRuneOutput> Spent { get; init; }

    /// <summary>Counters of older runes before the block.</summary>
    public required IReadOnlyList<(RuneId Id, UInt128 Mints, UInt128 Burned)> Changed { get; init; }

    public static RuneUndo Of(RuneBlockChanges changes) => new()
    {
        Created = [.. changes.Created.Select(output => output.OutPoint)],
        Spent = changes.Spent,
        Changed = [.. changes.Changed.Select(change => (change.Before.Id, change.Before.Mints, change.Before.Burned))],
    };

    public byte[] ToArray()
    {
        var writer = new ArrayBufferWriter<byte>();
        RuneVarint.Write(writer, (uint)Created.Count);
        foreach (var outPoint in Created)
        {
            writer.Write(OutPointKey.Of(outPoint));
        }

        RuneVarint.Write(writer, (uint)Spent.Count);
        foreach (var output in Spent)
        {
            writer.Write(OutPointKey.Of(output.OutPoint));
            writer.Write(output.ScriptHash.Span);
            RuneVarint.Write(writer, (uint)output.Balances.Count);
            foreach (var balance in output.Balances)
            {
                WriteId(writer, balance.Id);
                RuneVarint.Write(writer, balance.Amount);
            }
        }

        RuneVarint.Write(writer, (uint)Changed.Count);
        foreach (var (id, mints, burned) in Changed)
        {
            WriteId(writer, id);
            RuneVarint.Write(writer, mints);
            RuneVarint.Write(writer, burned);
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">The bytes are not what <see cref="ToArray"/> writes.</exception>
    public static RuneUndo Parse(ReadOnlyMemory<byte> source)
    {
        var reader = new Reader(source);
        var undo = new RuneUndo
        {
            Created = reader.ReadMany(static (ref Reader item) => OutPointKey.Parse(item.ReadBytes(OutPoint.Size).Span)),
            Spent = reader.ReadMany(static (ref Reader item) => ReadOutput(ref item)),
            Changed = reader.ReadMany(static (ref Reader item) => (item.ReadId(), item.ReadInteger(), item.ReadInteger())),
        };
        return reader.IsAtEnd ? undo : throw new FormatException("Bytes behind the undo data of a block.");
    }

    private static StoredRuneOutput ReadOutput(ref Reader reader) => new(
        OutPointKey.Parse(reader.ReadBytes(OutPoint.Size).Span),
        reader.ReadBytes(Hash256.Size),
        reader.ReadMany(static (ref Reader item) => new RuneBalance(item.ReadId(), item.ReadInteger())));

    private static void WriteId(ArrayBufferWriter<byte> writer, RuneId id)
    {
        RuneVarint.Write(writer, id.Block);
        RuneVarint.Write(writer, id.TransactionIndex);
    }

    private delegate TItem ReadItem<TItem>(ref Reader reader);

    private struct Reader(ReadOnlyMemory<byte> rest)
    {
        private ReadOnlyMemory<byte> rest = rest;

        public readonly bool IsAtEnd => rest.IsEmpty;

        public UInt128 ReadInteger()
        {
            if (RuneVarint.TryRead(rest.Span, out var value, out var length) != OperationStatus.Done)
            {
                throw new FormatException("The undo data of a block are cut short.");
            }

            rest = rest[length..];
            return value;
        }

        public RuneId ReadId() => new(checked((ulong)ReadInteger()), checked((uint)ReadInteger()));

        public ReadOnlyMemory<byte> ReadBytes(int length)
        {
            if (length > rest.Length)
            {
                throw new FormatException("The undo data of a block are cut short.");
            }

            var bytes = rest[..length];
            rest = rest[length..];
            return bytes;
        }

        public IReadOnlyList<TItem> ReadMany<TItem>(ReadItem<TItem> read)
        {
            var count = ReadInteger();
            if (count > (uint)rest.Length)
            {
                throw new FormatException("More items than the undo data of a block have bytes.");
            }

            var items = new List<TItem>((int)count);
            for (var index = 0; index < (int)count; index++)
            {
                items.Add(read(ref this));
            }

            return items;
        }
    }
}
