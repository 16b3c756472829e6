using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using DarkSwap.Bitcoin.Serialization;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Reads all maps of a PSBT in one pass over one buffer.</summary>
internal sealed class PsbtReader
{
    private const int LinearSearchLimit = 16;

    private readonly ReadOnlyMemory<byte> source;
    private PsbtRecord[] records;
    private int recordCount;
    private int position;

    private PsbtReader(ReadOnlyMemory<byte> source)
    {
        this.source = source;
        records = ArrayPool<PsbtRecord>.Shared.Rent(64);
    }

    private int? InputIndex { get; set; }

    private int? OutputIndex { get; set; }

    public static bool TryRead(ReadOnlyMemory<byte> source, [NotNullWhen(true)] out Psbt? psbt, [NotNullWhen(false)] out PsbtError? error)
    {
        psbt = null;
        error = null;
        if (source.Length > Psbt.MaximumSize)
        {
            error = new(PsbtErrorReason.TooLarge);
            return false;
        }

        var reader = new PsbtReader(source);
        if (reader.Read(out psbt) is { } reason)
        {
            error = new(reason, reader.InputIndex, reader.OutputIndex);
        }

        ArrayPool<PsbtRecord>.Shared.Return(reader.records, clearArray: true);
        return psbt is not null;
    }

    private PsbtErrorReason? Read(out Psbt? psbt)
    {
        psbt = null;
        if (!source.Span.StartsWith(Psbt.Magic))
        {
            return PsbtErrorReason.WrongMagic;
        }

        position = Psbt.Magic.Length;
        if (ReadMap() is { } globalReason)
        {
            return globalReason;
        }

        if (PsbtGlobalRules.Check(records.AsSpan(0, recordCount), out var transaction) is { } reason)
        {
            return reason;
        }

        var mapStarts = new int[transaction!.Inputs.Length + transaction.Outputs.Length + 2];
        if (ReadInputsAndOutputs(transaction, mapStarts) is { } mapReason)
        {
            return mapReason;
        }

        if (position != source.Length)
        {
            return PsbtErrorReason.TrailingBytes;
        }

        psbt = new(transaction, records.AsSpan(0, recordCount).ToArray(), mapStarts);
        return null;
    }

    private PsbtErrorReason? ReadInputsAndOutputs(Transaction transaction, int[] mapStarts)
    {
        var map = 1;
        for (var index = 0; index < transaction.Inputs.Length; index++, map++)
        {
            InputIndex = index;
            mapStarts[map] = recordCount;
            if ((ReadMap() ?? CheckInput(mapStarts[map], transaction.Inputs[index].PreviousOutput)) is { } reason)
            {
                return reason;
            }
        }

        InputIndex = null;
        for (var index = 0; index < transaction.Outputs.Length; index++, map++)
        {
            OutputIndex = index;
            mapStarts[map] = recordCount;
            if ((ReadMap() ?? CheckOutput(mapStarts[map])) is { } reason)
            {
                return reason;
            }
        }

        OutputIndex = null;
        mapStarts[map] = recordCount;
        return null;
    }

    private PsbtErrorReason? CheckInput(int start, OutPoint spent)
    {
        foreach (ref readonly var record in records.AsSpan(start, recordCount - start))
        {
            if (PsbtInputRules.Check(record, spent) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    private PsbtErrorReason? CheckOutput(int start)
    {
        foreach (ref readonly var record in records.AsSpan(start, recordCount - start))
        {
            if (PsbtOutputRules.Check(record) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    private PsbtErrorReason? ReadMap()
    {
        var start = recordCount;
        var isSorted = true;
        while (true)
        {
            if (ReadPrefixedBytes(out var key) is { } keyReason)
            {
                return keyReason;
            }

            if (key.IsEmpty)
            {
                return isSorted || !HasDuplicate(start) ? null : PsbtErrorReason.DuplicateKey;
            }

            if (ReadPrefixedBytes(out var value) is { } valueReason)
            {
                return valueReason;
            }

            // Sorted keys, as most writers emit them, show duplicates as neighbours: nothing else to look at.
            isSorted = isSorted && (recordCount == start || records[recordCount - 1].Key.Span.SequenceCompareTo(key.Span) < 0);
            Add(new(key, value));
        }
    }

    private void Add(PsbtRecord record)
    {
        if (recordCount == records.Length)
        {
            var larger = ArrayPool<PsbtRecord>.Shared.Rent(records.Length * 2);
            records.CopyTo(larger, 0);
            ArrayPool<PsbtRecord>.Shared.Return(records, clearArray: true);
            records = larger;
        }

        records[recordCount++] = record;
    }

    private bool HasDuplicate(int start)
    {
        var map = records.AsSpan(start, recordCount - start);
        if (map.Length > LinearSearchLimit)
        {
            var seen = new HashSet<ReadOnlyMemory<byte>>(map.Length, MemoryContentComparer.Instance);
            foreach (ref readonly var record in map)
            {
                if (!seen.Add(record.Key))
                {
                    return true;
                }
            }

            return false;
        }

        for (var later = 1; later < map.Length; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                if (map[later].Key.Span.SequenceEqual(map[earlier].Key.Span))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private PsbtErrorReason? ReadPrefixedBytes(out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        var status = CompactSize.TryRead(source.Span[position..], out var length, out var prefix);
        if (status != OperationStatus.Done)
        {
            return status == OperationStatus.InvalidData ? PsbtErrorReason.NonMinimalLength : PsbtErrorReason.Truncated;
        }

        if (length > (ulong)(source.Length - position - prefix))
        {
            return PsbtErrorReason.Truncated;
        }

        bytes = source.Slice(position + prefix, (int)length);
        position += prefix + (int)length;
        return null;
    }
}
