namespace DarkSwap.Trade.Endpoints;

public sealed record CoinRequest
{
    /// <summary><c>txid:index</c>.</summary>
    public required string OutPoint { get; init; }

    /// <summary>BIP-322 simple proof over <c>darkswap-trade-v1:&lt;network&gt;:&lt;trade id&gt;</c>.</summary>
    public required byte[] Proof { get; init; }
}
