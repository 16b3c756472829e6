namespace DarkSwap.Orderbook.Intake;

/// <summary>New rows that a transaction may want to add.</summary>
internal readonly record struct RoomNeed(int Orders, int Orphans)
{
    public static RoomNeed operator +(RoomNeed left, RoomNeed right) => new(left.Orders + right.Orders, left.Orphans + right.Orphans);
}
