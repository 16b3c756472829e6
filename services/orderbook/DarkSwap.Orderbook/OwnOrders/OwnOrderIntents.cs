using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Orderbook.OwnOrders;

/// <summary>What own orders should say, from what is wanted of them and what their trades have come to.</summary>
public sealed class OwnOrderIntents(BookParts parts)
{
    /// <summary>Trades that have taken something off the order.</summary>
    public async Task<IReadOnlyList<TradeRow>> FillsOfAsync(string orderId, CancellationToken cancellationToken) =>
        await parts.Context.Trades.AsNoTracking().Where(trade => trade.OrderId == orderId && trade.Phase != FillPhase.None).ToListAsync(cancellationToken);

    /// <summary>The coins that back the order now: with those that a settled trade left unspent. Null while the chain cannot tell.</summary>
    public async Task<IReadOnlyList<BackingCoin>?> FindCoinsAsync(OwnOrderRow own, OrderRow row, IReadOnlyList<TradeRow> trades, CancellationToken cancellationToken)
    {
        var coins = CoinsJson.Read(own.Coins).ToList();
        foreach (var coin in trades.Where(trade => trade.Phase == FillPhase.Settled && trade.HasUncheckedCoins).SelectMany(trade => CoinsJson.Read(trade.PreviousCoins)))
        {
            if (coins.Any(known => known.OutPoint == coin.OutPoint) || coins.Count == OrderLimits.MaximumBackingCoins)
            {
                continue;
            }

            var question = new VerifyBacking { Network = row.Network, OrderId = row.OrderId, Asset = row.Base, Amount = UInt128.One, Coins = [coin] };
            var answer = await parts.Neighbours.VerifyBackingAsync(question, cancellationToken);
            switch (answer.State)
            {
                case BackingState.Valid: coins.Add(coin); break;
                case BackingState.Unknown: return null;
                case BackingState.Invalid: break;
            }
        }

        return coins;
    }

    public static OwnOrderIntent Of(OwnOrderRow own, OrderRow row, IReadOnlyList<TradeRow> trades, IReadOnlyList<BackingCoin> coins) => new()
    {
        IsSell = row.Side == OrderSide.Sell,
        BaseAmount = row.BaseAmount,
        ReducedBy = own.ReducedBy,
        IsSuspendedByOperator = own.IsSuspendedByOperator,
        ExpiresAt = own.WantedExpiresAt,
        Coins = coins,
        Fills = [.. trades.Select(trade => (trade.Fill, trade.Phase))],
    };

    /// <summary>A user's order says only what its user has signed; what its trades have taken since counts all the same.</summary>
    public static void FoldInto(OrderRow row, OwnOrderIntent intent)
    {
        row.Remaining = UInt128.Min(row.Remaining, intent.Remaining);
        row.IsSuspended |= intent.IsSuspended;
    }

    /// <summary>The update that says so.</summary>
    public static OrderUpdateTerms TermsOf(OrderRow row, OwnOrderIntent intent) => new()
    {
        OrderId = row.OrderId,
        Sequence = (ulong)row.UpdateSequence + 1,
        Remaining = intent.Remaining,
        Backing = [.. intent.Backing.Select(coin => coin.OutPoint)],
        Proofs = [.. intent.Backing.Select(coin => coin.Proof)],
        ExpiresAt = intent.ExpiresAt,
        IsSuspended = intent.IsSuspended,
    };
}
