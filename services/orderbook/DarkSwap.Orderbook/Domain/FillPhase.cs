
namespace DarkSwap.Orderbook.Domain;

/// <summary>What a trade does to the own order that it fills.</summary>
public enum FillPhase
{
    /// <summary>Nothing, not yet or not any more.</summary>
    None,

    /// <summary>Its transaction is out: the amount is taken, and the order waits for confirmations.</summary>
    Applied,

    /// <summary>It is confirmed as agreed.</summary>
    Settled,
}
