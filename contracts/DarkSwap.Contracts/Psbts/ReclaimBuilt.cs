namespace DarkSwap.Contracts.Psbts;

public sealed record ReclaimBuilt
{
    public required byte[] Psbt { get; init; }
    public required string TransactionId { get; init; }
    public required IReadOnlyList<InputToSign> InputsToSign { get; init; }
    public required long FeeSatoshis { get; init; }
}
