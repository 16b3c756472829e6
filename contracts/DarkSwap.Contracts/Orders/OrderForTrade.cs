namespace DarkSwap.Contracts.Orders;

public sealed record OrderForTrade
{
    /// <summary>Null when the order is not known here.</summary>
    public OrderSnapshot? Order { get; init; }

    /// <summary>The maker's private settlement data; only for an own order.</summary>
    public Settlement? Settlement { get; init; }
}
