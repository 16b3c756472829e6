namespace DarkSwap.Contracts.Orders;

public enum OrderStatus
{
    /// <summary>Signed and stored; its backing coins are being checked, so it is not yet in the book.</summary>
    Pending,

    /// <summary>In the book.</summary>
    Open,

    /// <summary>Its maker has taken it out for now: a trade is settling, or new backing waits for confirmations.</summary>
    Suspended,

    /// <summary>Nothing remains to be filled.</summary>
    Filled,

    Cancelled,
    Expired,

    /// <summary>A backing coin was spent, or never was what the order claims.</summary>
    Unbacked,
}
