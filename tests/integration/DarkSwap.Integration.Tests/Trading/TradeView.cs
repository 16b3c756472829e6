namespace DarkSwap.Integration.Tests.Trading;

/// <summary>The fields of a trade that these tests look at.</summary>
public sealed record TradeView(string TradeId, string OrderId, string State, string? Needs, string? TransactionId, string QuoteSatoshis, string? Reason, string Version, string Fill, string Side)
{
    public bool IsBroadcast => State is "broadcast" or "confirming" or "completed";

    public bool IsOver => State is "completed" or "rejected" or "cancelled" or "expired" or "failed" or "conflicted";
}
