namespace DarkSwap.Psbt.Coins;

/// <param name="Next">Where the next page starts; null after the last.</param>
/// <param name="UnknownReason">Why nothing can be said now; then there are no coins.</param>
public sealed record CoinPage(IReadOnlyList<ListedCoin> Coins, string? Next, string? UnknownReason);
