namespace DarkSwap.Connectivity.Messaging;

/// <summary>Ids of the DarkSwap protocols (wire.md).</summary>
public static class PeerProtocols
{
    public const string Messages = "/darkswap/messages/1.0.0";
    public const string Orderbook = "/darkswap/orderbook/1.0.0";

    /// <summary>Version that <c>Hello</c> names.</summary>
    public const uint Version = 1;
}
