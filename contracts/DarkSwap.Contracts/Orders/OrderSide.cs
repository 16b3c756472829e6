namespace DarkSwap.Contracts.Orders;

/// <summary>What the maker does with the base asset.</summary>
public enum OrderSide
{
    Sell = 1,
    Buy = 2,
}
