namespace DarkSwap.Contracts.Wire;

/// <summary>What signatures of DarkSwap are bound to. A network is named as in <c>regtest:0f9188f1</c>.</summary>
public static class SigningDomains
{
    private const string OrderPrefix = "darkswap-order-v1:";
    private const string TradePrefix = "darkswap-trade-v1:";
    private const string BackingPrefix = "darkswap-backing-v1:";
    private const string AuthenticationPrefix = "darkswap-authentication-v1:";

    /// <summary>Domain of signed envelopes that create, update and cancel orders.</summary>
    public static string Order(string network) => OrderPrefix + network;

    /// <summary>Domain of signed envelopes around trade and PSBT messages.</summary>
    public static string Trade(string network) => TradePrefix + network;

    /// <summary>Domain in which a key proves itself to a node: what is signed in it says nothing of orders or trades, and nothing to another node.</summary>
    /// <param name="audience">The node's audience, by default <c>darkswap:</c> and its peer id.</param>
    public static string Authentication(string audience) => AuthenticationPrefix + audience;

    /// <summary>The message that a backing coin's key signs (BIP-322 simple).</summary>
    public static string BackingMessage(string network, string orderId) => $"{BackingPrefix}{network}:{orderId}";

    /// <summary>The message that an offered input's key signs (BIP-322 simple).</summary>
    public static string TradeProofMessage(string network, Guid tradeId) => $"{TradePrefix}{network}:{tradeId:D}";
}
