using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Domain.Settlement;

namespace DarkSwap.Psbt.Endpoints;

/// <summary>Coins as the API shows them.</summary>
internal static class CoinResponses
{
    public static CoinResponse Of(ListedCoin coin, NodeAddresses addresses) => new()
    {
        OutPoint = coin.OutPoint.ToString(),
        Address = addresses.Format(coin.Output.Script),
        Satoshis = coin.Output.ValueSatoshis,
        Runes = Of(coin.Runes),
        Confirmations = coin.Confirmations,
        State = coin.Lock is null ? CoinState.Available : coin.Lock.ExpiresAt is null ? CoinState.Encumbered : CoinState.Locked,
        TradeId = coin.Lock?.TradeId,
    };

    public static IReadOnlyList<RuneAmountResponse> Of(RuneBalances runes) => [.. runes.All.Select(rune => new RuneAmountResponse(RuneAsset.Format(rune.Key), rune.Value))];
}
