namespace DarkSwap.Contracts.Psbts;

/// <summary>Request: which of these texts are no addresses of the node's network? Answer: <see cref="AddressesChecked"/>.</summary>
public sealed record CheckAddresses
{
    public required IReadOnlyList<string> Addresses { get; init; }
}
