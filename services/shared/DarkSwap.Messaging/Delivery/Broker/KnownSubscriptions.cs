using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>
/// Who takes which messages, over all services. A broker forgets what it cannot route, so whoever sends makes sure that the queues are there, also those
/// of a service that has never run yet. A test compares this with the consumers that there are.
/// </summary>
public static class KnownSubscriptions
{
    public static IReadOnlyList<Subscription> All { get; } =
    [
        Messages("connectivity", "send-peer-messages", typeof(SendPeerMessages)),
        Messages("connectivity", "publish-order-events", typeof(PublishOrderEvents)),
        Messages("orderbook", "order-events-received", typeof(OrderEventsReceived)),
        Messages("orderbook", "backing-spent", typeof(BackingSpent)),
        Messages("orderbook", "trade-state-changed", typeof(TradeStateChanged)),
        Messages("psbt", "trade-coins", typeof(LockCoins), typeof(ReleaseCoins)),
        Messages("psbt", "trade-watch", typeof(WatchTrade), typeof(StopWatchingTrade), typeof(BroadcastTransaction)),
        Messages("psbt", "register-scripts", typeof(RegisterScripts)),
        Messages("psbt", "watch-backing", typeof(WatchBacking)),
        Messages(
            "trade", "trade-signals", typeof(CoinsLocked), typeof(CoinLockRefused), typeof(TradeTransactionObserved), typeof(TradeInputSpent), typeof(BroadcastRefused)),
        Messages("trade", "peer-messages-received", typeof(PeerMessagesReceived)),
        Messages(
            "gateway", "event-log", typeof(OrderOpened), typeof(OrderChanged), typeof(OrderClosed), typeof(OrdersChanged), typeof(TradeStateChanged), typeof(PeerConnected), typeof(PeerDisconnected)),
        Question("connectivity", "sign-document", typeof(SignDocument)),
        Question("connectivity", "get-node-identity", typeof(GetNodeIdentity)),
        Question("orderbook", "get-order-for-trade", typeof(GetOrderForTrade)),
        Question("orderbook", "get-order-events", typeof(GetOrderEvents)),
        Question("psbt", "get-chain-status", typeof(GetChainStatus)),
        Question("psbt", "check-addresses", typeof(CheckAddresses)),
        Question("psbt", "verify-backing", typeof(VerifyBacking)),
        Question("psbt", "select-trade-inputs", typeof(SelectTradeInputs)),
        Question("psbt", "prepare-template", typeof(PrepareTemplate)),
        Question("psbt", "check-trade", typeof(CheckTrade)),
        Question("psbt", "merge-signatures", typeof(MergeSignatures)),
        Question("psbt", "build-reclaim", typeof(BuildReclaim)),
        Question("psbt", "finalize-reclaim", typeof(FinalizeReclaim)),
    ];

    private static Subscription Messages(string service, string consumer, params Type[] messageTypes) => new(service, $"darkswap.{service}.{consumer}", messageTypes);

    private static Subscription Question(string service, string consumer, Type questionType) => new(service, $"darkswap.{service}.{consumer}", [questionType], IsForQuestions: true);
}
