namespace DarkSwap.Orderbook.Intake;

/// <summary>Rows of the book, of all or of one signer, as they were counted and added to since.</summary>
internal readonly record struct RoomCount(int Orders, int Orphans, DateTimeOffset CountedAt)
{
    public static RoomCount Unknown { get; } = new(0, 0, DateTimeOffset.MinValue);
}
