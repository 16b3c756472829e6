namespace DarkSwap.Psbt.Endpoints;

internal sealed record DecodedPsbtResponse
{
    public required string TransactionId { get; init; }
    public required uint Version { get; init; }
    public required uint LockTime { get; init; }
    public required IReadOnlyList<DecodedInputResponse> Inputs { get; init; }
    public required IReadOnlyList<DecodedOutputResponse> Outputs { get; init; }
}
