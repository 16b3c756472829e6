namespace DarkSwap.Contracts.Orders;

/// <summary>A coin that its owner puts up, with the proof that its key is theirs.</summary>
/// <param name="OutPoint"><c>txid:index</c>.</param>
/// <param name="Proof">BIP-322 simple signature (witness bytes) by the coin's script. Maker: over <c>darkswap-backing-v1:&lt;network&gt;:&lt;order id&gt;</c>. Taker: over <c>darkswap-trade-v1:&lt;network&gt;:&lt;trade id&gt;</c>.</param>
public sealed record SettlementCoin(string OutPoint, byte[] Proof);
