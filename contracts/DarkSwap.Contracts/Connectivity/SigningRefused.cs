namespace DarkSwap.Contracts.Connectivity;

public sealed record SigningRefused
{
    public required string Reason { get; init; }
}
