using DarkSwap.Bitcoin.Serialization;

namespace DarkSwap.Bitcoin.Transactions;

/// <summary>Tells whether bytes are what the readers would take, without building anything.</summary>
internal static class TransactionScanner
{
    /// <summary>Also tells where the inputs and outputs are, which together with the version and the lock time make the id.</summary>
    public static bool TryScanTransaction(ReadOnlyMemory<byte> bytes, out TransactionOutline outline)
    {
        outline = default;
        var reader = new ByteReader(bytes);
        if (!reader.TryReadUInt32(out _))
        {
            return false;
        }

        var isSegwit = reader.Rest is [TransactionReader.SegwitMarker, TransactionReader.SegwitFlag, ..];
        reader.Position += isSegwit ? 2 : 0;
        var start = reader.Position;
        if (!TrySkipInputs(ref reader, out var inputCount)
            || !reader.TryReadCount(TransactionOutput.MinimumSize, out var outputCount))
        {
            return false;
        }

        for (var index = 0; index < outputCount; index++)
        {
            if (!TrySkipOutput(ref reader))
            {
                return false;
            }
        }

        outline = new(bytes, start..reader.Position, outputCount, isSegwit);
        return (!isSegwit || TrySkipWitnesses(ref reader, inputCount)) && reader.Remaining == sizeof(uint);
    }

    public static bool IsOutput(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        return TrySkipOutput(ref reader) && reader.Remaining == 0;
    }

    public static bool IsWitness(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        return TrySkipWitness(ref reader, out _) && reader.Remaining == 0;
    }

    private static bool TrySkipInputs(ref ByteReader reader, out int count)
    {
        if (!reader.TryReadCount(TransactionInput.MinimumSize, out count))
        {
            return false;
        }

        for (var index = 0; index < count; index++)
        {
            if (!reader.TryReadBytes(OutPoint.Size, out _) || !reader.TryReadPrefixedBytes(out _) || !reader.TryReadUInt32(out _))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TrySkipOutput(ref ByteReader reader) => reader.TryReadInt64(out _) && reader.TryReadPrefixedBytes(out _);

    private static bool TrySkipWitnesses(ref ByteReader reader, int inputCount)
    {
        var hasWitness = false;
        for (var index = 0; index < inputCount; index++)
        {
            if (!TrySkipWitness(ref reader, out var itemCount))
            {
                return false;
            }

            hasWitness |= itemCount > 0;
        }

        return hasWitness;
    }

    private static bool TrySkipWitness(ref ByteReader reader, out int itemCount)
    {
        if (!reader.TryReadCount(1, out itemCount))
        {
            return false;
        }

        for (var index = 0; index < itemCount; index++)
        {
            if (!reader.TryReadPrefixedBytes(out _))
            {
                return false;
            }
        }

        return true;
    }
}
