using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Persistence;

namespace DarkSwap.Orderbook.OwnOrders;

/// <summary>What a change of a trade means for the coins behind the own order that it fills.</summary>
internal static class OwnFill
{
    public static void Apply(OwnOrderRow own, TradeRow trade, TradeStateChanged message)
    {
        var phase = FillPhases.After(trade.Phase, message.State);
        var givesAsset = message.Role == TradeRole.GivesAsset;
        var isChanged = phase != trade.Phase;
        if (phase == FillPhase.None)
        {
            if (isChanged && givesAsset)
            {
                Restore(own, trade);
            }
        }
        else if (givesAsset)
        {
            isChanged |= Replace(own, trade, message.AssetChangeOutPoint ?? trade.ChangeOutPoint);
        }

        trade.Phase = phase;
        if (isChanged)
        {
            own.NeedsSignature = true;
            own.Version++;
        }
    }

    /// <summary>The change is what backs the rest. Which other coins the trade left alone is asked once it is settled.</summary>
    private static bool Replace(OwnOrderRow own, TradeRow trade, string? changeOutPoint)
    {
        var isFirst = trade.Phase == FillPhase.None;
        if (!isFirst && trade.ChangeOutPoint == changeOutPoint)
        {
            return false;
        }

        IReadOnlyList<BackingCoin> change = changeOutPoint is not null && own.ChangeProof is not null ? [new BackingCoin(changeOutPoint, own.ChangeProof)] : [];
        var coins = CoinsJson.Read(own.Coins);
        if (isFirst)
        {
            trade.PreviousCoins = own.Coins;
            trade.HasUncheckedCoins = coins.Count > 1;
            own.Coins = CoinsJson.Write(change);
        }
        else
        {
            // Another round of the trade has another transaction, and so another change.
            own.Coins = CoinsJson.Write([.. coins.Where(coin => coin.OutPoint != trade.ChangeOutPoint), .. change]);
        }

        trade.ChangeOutPoint = changeOutPoint;
        return true;
    }

    /// <summary>Nothing came of the trade: its change will never exist, and what was put aside for it is back, unless the operator has put up other coins.</summary>
    private static void Restore(OwnOrderRow own, TradeRow trade)
    {
        var others = CoinsJson.Read(own.Coins).Where(coin => coin.OutPoint != trade.ChangeOutPoint).ToList();
        own.Coins = others.Count == 0 ? trade.PreviousCoins : CoinsJson.Write(others);
        trade.ChangeOutPoint = null;
        trade.PreviousCoins = "[]";
        trade.HasUncheckedCoins = false;
    }
}
