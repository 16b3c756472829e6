namespace DarkSwap.Orderbook.OwnOrders;

/// <summary>Why something cannot be done with an own order.</summary>
public enum OwnOrderError
{
    /// <summary>The Bitcoin node was never reached.</summary>
    NetworkUnknown,

    /// <summary>Connectivity does not sign now.</summary>
    SigningUnavailable,
    NotFound,
    NotOwn,

    /// <summary>The caller's key is not the one that made it.</summary>
    NotTheMaker,

    /// <summary>Filled, cancelled or expired.</summary>
    Closed,

    /// <summary>More wants into the book than it takes now.</summary>
    Busy,

    /// <summary>The book, or the maker's share of it, is full.</summary>
    Full,

    /// <summary>Not every coin behind the order could be looked up.</summary>
    CoinsUnknown,
}
