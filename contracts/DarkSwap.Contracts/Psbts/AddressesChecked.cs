namespace DarkSwap.Contracts.Psbts;

public sealed record AddressesChecked
{
    public required IReadOnlyList<string> Invalid { get; init; }
}
