namespace DarkSwap.Contracts.Psbts;

public sealed record BackingVerified
{
    public required BackingState State { get; init; }

    /// <summary>Why it is not valid.</summary>
    public string? Detail { get; init; }
}
