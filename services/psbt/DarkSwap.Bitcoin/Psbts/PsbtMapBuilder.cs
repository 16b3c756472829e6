namespace DarkSwap.Bitcoin.Psbts;

/// <summary>The records of one map while it is being changed, sorted by key.</summary>
internal sealed class PsbtMapBuilder
{
    private readonly SortedDictionary<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> records = new(
        Comparer<ReadOnlyMemory<byte>>.Create(static (left, right) => left.Span.SequenceCompareTo(right.Span)));

    public PsbtMapBuilder(ReadOnlySpan<PsbtRecord> initial)
    {
        foreach (ref readonly var record in initial)
        {
            records[record.Key] = record.Value;
        }
    }

    public int Count => records.Count;

    public void Set(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value) => records[key] = value;

    public void Set(byte type, ReadOnlyMemory<byte> value) => records[new[] { type }] = value;

    public void Set(byte type, ReadOnlySpan<byte> keyData, ReadOnlyMemory<byte> value) => records[(byte[])[type, .. keyData]] = value;

    public bool TryAdd(PsbtRecord record) => records.TryAdd(record.Key, record.Value);

    public void RemoveWhere(Func<byte, bool> isOfType)
    {
        foreach (var key in records.Keys.Where(key => isOfType(key.Span[0])).ToArray())
        {
            records.Remove(key);
        }
    }

    public void CopyTo(Span<PsbtRecord> destination)
    {
        var index = 0;
        foreach (var (key, value) in records)
        {
            destination[index++] = new(key, value);
        }
    }
}
