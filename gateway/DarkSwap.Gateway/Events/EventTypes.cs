using System.Collections.Frozen;

namespace DarkSwap.Gateway.Events;

/// <summary>Names of the events that front ends can follow.</summary>
public static class EventTypes
{
    public const string OrderOpened = "orderOpened";
    public const string OrderChanged = "orderChanged";
    public const string OrderClosed = "orderClosed";
    public const string TradeStateChanged = "tradeStateChanged";
    public const string PeerConnected = "peerConnected";
    public const string PeerDisconnected = "peerDisconnected";

    /// <summary>What anybody may follow: the book is open.</summary>
    public static readonly FrozenSet<string> Open = FrozenSet.Create(StringComparer.Ordinal, OrderOpened, OrderChanged, OrderClosed);

    /// <summary>What users may follow besides: of trades only their own.</summary>
    public static readonly FrozenSet<string> OfUsers = FrozenSet.Create(StringComparer.Ordinal, [.. Open, TradeStateChanged]);

    public static readonly FrozenSet<string> All = FrozenSet.Create(StringComparer.Ordinal, [.. Open, TradeStateChanged, PeerConnected, PeerDisconnected]);
}
