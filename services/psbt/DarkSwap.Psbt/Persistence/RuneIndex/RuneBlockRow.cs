namespace DarkSwap.Psbt.Persistence.RuneIndex;

/// <summary>One of the last blocks, with what it takes to undo it.</summary>
public sealed class RuneBlockRow
{
    public required int Height { get; init; }

    public required byte[] Hash { get; init; }

    public required byte[] PreviousHash { get; init; }

    /// <summary>Encoded by the index; nobody else reads it.</summary>
    public required byte[] Undo { get; init; }
}
