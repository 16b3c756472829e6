using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Domain;

/// <summary>A book's levels, best price first.</summary>
public sealed record Depth(IReadOnlyList<DepthLevel> Bids, IReadOnlyList<DepthLevel> Asks)
{
    public static Depth Of(IEnumerable<BookOrder> orders, int levels)
    {
        var bySide = orders.ToLookup(order => order.Side);
        return new(Levels(bySide[OrderSide.Buy], levels), Levels(bySide[OrderSide.Sell], levels));
    }

    private static List<DepthLevel> Levels(IEnumerable<BookOrder> orders, int count)
    {
        var levels = new List<DepthLevel>();
        foreach (var order in orders.Order(PriceTimeOrder.Instance))
        {
            if (levels.Count > 0 && levels[^1] is var last && last.Price == order.Price)
            {
                levels[^1] = last with { Amount = AddSaturating(last.Amount, order.Remaining), Orders = last.Orders + 1 };
            }
            else if (levels.Count < count)
            {
                levels.Add(new DepthLevel(order.Price, order.Remaining, 1));
            }
            else
            {
                break;
            }
        }

        return levels;
    }

    private static UInt128 AddSaturating(UInt128 left, UInt128 right) => left > UInt128.MaxValue - right ? UInt128.MaxValue : left + right;
}
