using System.Buffers.Binary;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Finds fields in a map.</summary>
internal static class PsbtMapSearch
{
    /// <summary>The value of the key that consists of its type alone; null if it isn't there.</summary>
    public static ReadOnlyMemory<byte>? Find(ReadOnlySpan<PsbtRecord> map, byte type)
    {
        foreach (ref readonly var record in map)
        {
            if (record.Key.Length == 1 && record.Type == type)
            {
                return record.Value;
            }
        }

        return null;
    }

    /// <summary>All records of a type whose keys carry data.</summary>
    public static List<PsbtRecord> FindAll(ReadOnlySpan<PsbtRecord> map, byte type)
    {
        List<PsbtRecord> found = [];
        foreach (ref readonly var record in map)
        {
            if (record.Type == type)
            {
                found.Add(record);
            }
        }

        return found;
    }

    public static uint? FindUInt32(ReadOnlySpan<PsbtRecord> map, byte type) =>
        Find(map, type) is { } value ? BinaryPrimitives.ReadUInt32LittleEndian(value.Span) : null;
}
