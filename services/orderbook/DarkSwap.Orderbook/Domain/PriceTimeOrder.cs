using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Domain;

/// <summary>Best first: the better price for whoever takes it, then the older order, then the smaller id. Compares orders of one side.</summary>
public sealed class PriceTimeOrder : IComparer<BookOrder>
{
    public static PriceTimeOrder Instance { get; } = new();

    public int Compare(BookOrder? x, BookOrder? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var byPrice = x.Side switch
        {
            OrderSide.Sell => x.Price.CompareTo(y.Price),
            OrderSide.Buy => y.Price.CompareTo(x.Price),
        };
        if (byPrice != 0)
        {
            return byPrice;
        }

        var byTime = x.CreatedAt.CompareTo(y.CreatedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(x.OrderId, y.OrderId);
    }
}
