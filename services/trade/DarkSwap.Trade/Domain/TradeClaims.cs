using DarkSwap.Contracts.Trades;

namespace DarkSwap.Trade.Domain;

/// <summary>What a maker's trade has for itself alone while it lives: its order, the taker's coins, and until our signature is out the taker. A second proposal for any of them is busy.</summary>
public static class TradeClaims
{
    public static IReadOnlyList<string> Of(TradeAggregate trade)
    {
        if (trade.Side != TradeSide.Maker || TradeView.IsEnd(TradeView.StateOf(trade)))
        {
            return [];
        }

        List<string> claims = ["order:" + trade.OrderId, .. (trade.PeerParty?.Inputs ?? []).Select(input => "coin:" + input.OutPoint)];
        if (!TradeView.IsSignatureOut(trade))
        {
            claims.Add("taker:" + trade.Counterparty);
        }

        return claims;
    }
}
