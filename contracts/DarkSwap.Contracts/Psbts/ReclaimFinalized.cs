namespace DarkSwap.Contracts.Psbts;

public sealed record ReclaimFinalized
{
    public required byte[] Transaction { get; init; }

    public required string TransactionId { get; init; }
}
