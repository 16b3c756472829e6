namespace DarkSwap.Psbt.Ordering;

internal static class CommandSubjects
{
    /// <summary>Locks and releases of a trade's coins.</summary>
    public static string CoinsOf(Guid tradeId) => $"coins:{tradeId:N}";

    /// <summary>The end of watching a trade; what is to be watched of it comes in any order before.</summary>
    public static string WatchOf(Guid tradeId) => $"watch:{tradeId:N}";

    public static string BackingOf(string orderId) => $"backing:{orderId}";
}
