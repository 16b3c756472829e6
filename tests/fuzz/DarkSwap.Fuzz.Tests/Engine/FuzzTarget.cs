namespace DarkSwap.Fuzz.Tests.Engine;

/// <summary>One parser or state machine, and what it is fed with.</summary>
/// <param name="Name">As it stands in tables of results.</param>
/// <param name="Seeds">Good inputs: mutations begin at them.</param>
/// <param name="Feed">Takes one input. Throws for whatever must not be; tells whether the input was accepted, since those lead mutations on.</param>
public sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, FuzzFeed Feed)
{
    /// <summary>Inputs of a pure parser in the short form; the long one has a hundred times as many.</summary>
    public const int ParserInputs = 1_000_000;

    /// <summary>Inputs of what does cryptography.</summary>
    public const int CryptographicInputs = 100_000;

    /// <summary>Pieces that a grammar has and chance would seldom find.</summary>
    public IReadOnlyList<byte[]> Tokens { get; init; } = [];

    /// <summary>Longest input in bytes that mutations make; seeds may be longer.</summary>
    public int MaximumLength { get; init; } = 512;

    public int Inputs { get; init; } = ParserInputs;

    /// <summary>The seeds are protobuf: every number in them is also replaced by every extreme, and every field left out, repeated and emptied.</summary>
    public bool IsProtobuf { get; init; }

    /// <summary>Bytes that an input may allocate beyond those by its length: for what unpacks, up to its own limit.</summary>
    public long AllowedBytes { get; init; } = 64 * 1024;
}
