namespace DarkSwap.Orderbook.Domain;

/// <summary>What is known of the coins behind an order that gives the asset.</summary>
public enum BackingVerdict
{
    Unverified,
    Valid,

    /// <summary>Spent, or never what the order claims.</summary>
    Invalid,
}
