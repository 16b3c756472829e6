namespace DarkSwap.Trade.Endpoints;

public sealed record SignaturesRequest
{
    public required byte[] Psbt { get; init; }

    public PsbtPurpose Purpose { get; init; } = PsbtPurpose.Trade;
}
