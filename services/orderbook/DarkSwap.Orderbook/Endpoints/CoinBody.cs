using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>A coin and the proof that its key is the caller's.</summary>
public sealed record CoinBody
{
    /// <summary><c>txid:index</c>.</summary>
    public required string OutPoint { get; init; }

    /// <summary>BIP-322 simple signature (witness bytes) over the draft's backing message.</summary>
    public required byte[] Proof { get; init; }

    /// <summary>A null among the coins becomes a coin that no rule lets through.</summary>
    internal static BackingCoin ToCoin(CoinBody? coin) => coin is null ? new BackingCoin(string.Empty, []) : new BackingCoin(coin.OutPoint, coin.Proof);
}
