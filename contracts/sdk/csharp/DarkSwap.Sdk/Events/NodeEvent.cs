using System.Text.Json;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Sdk.Events;

/// <summary>Something that happened at the node. What kind it is says its type: <see cref="OrderEvent"/>, <see cref="TradeEvent"/>, <see cref="PeerEvent"/> or one that a newer node has.</summary>
/// <param name="Id">To go on after: <see cref="EventQuery.LastEventId"/>.</param>
/// <param name="Type"><c>orderOpened</c>, <c>orderChanged</c>, <c>orderClosed</c>, <c>tradeStateChanged</c>, <c>peerConnected</c>, <c>peerDisconnected</c>.</param>
/// <param name="Json">As it came.</param>
public abstract record NodeEvent(string Id, string Type, JsonElement Json)
{
    internal static NodeEvent Of(string id, string type, JsonElement json) => type switch
    {
        "orderOpened" or "orderChanged" or "orderClosed" => new OrderEvent(id, type, json, Read<OrderEventData>(json)),
        "tradeStateChanged" => new TradeEvent(id, type, json, Read<TradeEventData>(json)),
        "peerConnected" or "peerDisconnected" => new PeerEvent(id, type, json, Read<PeerEventData>(json)),
        _ => new UnknownEvent(id, type, json),
    };

    private static TData Read<TData>(JsonElement json) => json.Deserialize<TData>(DarkSwap.Sdk.Json.SdkJson.Options) ?? throw new JsonException("is null");
}
