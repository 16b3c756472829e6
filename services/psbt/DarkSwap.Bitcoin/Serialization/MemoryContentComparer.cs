namespace DarkSwap.Bitcoin.Serialization;

/// <summary>Compares byte strings by content; hash codes are seeded per process, so that nobody can aim at collisions.</summary>
internal sealed class MemoryContentComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public static MemoryContentComparer Instance { get; } = new();

    public bool Equals(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);

    public int GetHashCode(ReadOnlyMemory<byte> bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes.Span);
        return hash.ToHashCode();
    }
}
