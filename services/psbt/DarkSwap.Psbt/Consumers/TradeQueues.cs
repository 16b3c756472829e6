namespace DarkSwap.Psbt.Consumers;

/// <summary>Queues of commands whose effects on one trade depend on their order.</summary>
internal static class TradeQueues
{
    /// <summary>A release before its lock would leave the coins locked.</summary>
    public const string Coins = "trade-coins";

    /// <summary>An end before its beginning would be watched for ever.</summary>
    public const string Watch = "trade-watch";
}
