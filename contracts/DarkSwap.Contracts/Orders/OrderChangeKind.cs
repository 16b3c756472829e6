namespace DarkSwap.Contracts.Orders;

/// <summary>How an order changed: as <see cref="OrderOpened"/>, <see cref="OrderChanged"/> and <see cref="OrderClosed"/> say.</summary>
public enum OrderChangeKind
{
    Opened,
    Changed,
    Closed,
}
