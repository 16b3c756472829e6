namespace DarkSwap.Orderbook.Endpoints;

/// <param name="OutPoint"><c>txid:index</c>.</param>
/// <param name="Proof">BIP-322 simple signature (witness bytes) over the draft's backing message.</param>
public sealed record CoinBody(string OutPoint, byte[] Proof);
