using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Endpoints;

/// <param name="OutPoint"><c>txid:index</c>.</param>
/// <param name="Proof">BIP-322 simple signature (witness bytes) over the draft's backing message.</param>
public sealed record CoinBody(string OutPoint, byte[] Proof)
{
    /// <summary>A null among the coins becomes a coin that no rule lets through.</summary>
    internal static BackingCoin ToCoin(CoinBody? coin) => coin is null ? new BackingCoin(string.Empty, []) : new BackingCoin(coin.OutPoint, coin.Proof);
}
