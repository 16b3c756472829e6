using System.Numerics;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;

namespace DarkSwap.Orderbook.Domain;

/// <summary>Which orders fill an amount best.</summary>
public sealed record FillPlan(IReadOnlyList<SuggestedFill> Fills, UInt128 Filled, BigInteger QuoteSatoshis, UInt128 Missing)
{
    /// <summary>Takes the best price first, then the older order; an order that would be filled below its minimum is passed over, and so is every own one.</summary>
    /// <param name="side">What the asker does.</param>
    public static FillPlan Of(OrderSide side, UInt128 baseAmount, IEnumerable<BookOrder> orders, int maximumFills)
    {
        var makerSide = side switch { OrderSide.Buy => OrderSide.Sell, OrderSide.Sell => OrderSide.Buy };
        var fills = new List<SuggestedFill>();
        var missing = baseAmount;
        foreach (var order in orders.Where(order => order.Side == makerSide && !order.IsOwn).Order(PriceTimeOrder.Instance))
        {
            if (missing == UInt128.Zero || fills.Count == maximumFills)
            {
                break;
            }

            var fill = UInt128.Min(missing, order.Remaining);
            if (fill < order.MinimumFill && fill != order.Remaining)
            {
                continue;
            }

            var quote = QuoteAmount.Exact(makerSide == OrderSide.Sell, fill, order.Price.Quote, order.Price.Base);
            if (quote.IsZero)
            {
                continue;
            }

            fills.Add(new SuggestedFill(order.OrderId, fill, quote));
            missing -= fill;
        }

        return new(fills, baseAmount - missing, fills.Aggregate(BigInteger.Zero, (sum, fill) => sum + fill.QuoteSatoshis), missing);
    }
}
