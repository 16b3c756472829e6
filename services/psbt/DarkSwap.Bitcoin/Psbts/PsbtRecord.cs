namespace DarkSwap.Bitcoin.Psbts;

/// <summary>One key-value pair of a PSBT map; slices of the buffer that was read. The key starts with its type.</summary>
public readonly struct PsbtRecord(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
{
    public ReadOnlyMemory<byte> Key { get; } = key;

    public ReadOnlyMemory<byte> Value { get; } = value;

    /// <summary>First byte of the key; types from 0xFD on take several bytes and have no meaning yet.</summary>
    public byte Type => Key.Span[0];

    /// <summary>The key without its type.</summary>
    public ReadOnlyMemory<byte> KeyData => Key[1..];
}
