using DarkSwap.Contracts.Orders;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Options;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Orderbook.Persistence;

/// <summary>Reads of orders and books.</summary>
public sealed class BookReader(OrderbookDbContext context, TimeProvider timeProvider, IOptions<OrderbookOptions> options)
{
    public Task<OrderRow?> FindAsync(string orderId, CancellationToken cancellationToken) =>
        context.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.OrderId == orderId, cancellationToken);

    /// <summary>Newest first; one row more than the limit when there is another page.</summary>
    public async Task<IReadOnlyList<OrderRow>> ListAsync(OrderFilter filter, int limit, PageCursor? after, CancellationToken cancellationToken)
    {
        var orders = context.Orders.AsNoTracking().Where(order => order.Status == filter.Status);
        if (filter.Base is { } baseAsset)
        {
            orders = orders.Where(order => order.Base == baseAsset);
        }

        if (filter.Quote is { } quoteAsset)
        {
            orders = orders.Where(order => order.Quote == quoteAsset);
        }

        if (filter.Side is { } side)
        {
            orders = orders.Where(order => order.Side == side);
        }

        if (filter.Maker is { } maker)
        {
            orders = orders.Where(order => order.Maker == maker);
        }

        if (after is { } cursor)
        {
            orders = orders.Where(order => order.CreatedAt < cursor.Time || (order.CreatedAt == cursor.Time && string.Compare(order.OrderId, cursor.Id) < 0));
        }

        return await orders.OrderByDescending(order => order.CreatedAt).ThenByDescending(order => order.OrderId).Take(limit + 1).ToListAsync(cancellationToken);
    }

    /// <summary>The open orders of one side of a pair, the best ones if there are too many.</summary>
    public async Task<IReadOnlyList<BookOrder>> ReadSideAsync(string baseAsset, string quoteAsset, OrderSide side, CancellationToken cancellationToken)
    {
        var open = Open(baseAsset, quoteAsset).Where(order => order.Side == side);
        var best = side switch
        {
            OrderSide.Sell => open.OrderBy(order => order.PriceSortKey),
            OrderSide.Buy => open.OrderByDescending(order => order.PriceSortKey),
        };
        var rows = await best.Take(options.Value.MaximumBookOrders)
            .Select(order => new { order.OrderId, order.PriceQuote, order.PriceBase, order.Remaining, order.MinimumFill, order.CreatedAt, order.IsOwn })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new BookOrder
            {
                OrderId = row.OrderId,
                Side = side,
                Price = new ExactPrice(row.PriceQuote, row.PriceBase),
                Remaining = row.Remaining,
                MinimumFill = row.MinimumFill,
                CreatedAt = row.CreatedAt,
                IsOwn = row.IsOwn,
            }),
        ];
    }

    public async Task<IReadOnlyList<BookOrder>> ReadBookAsync(string baseAsset, string quoteAsset, CancellationToken cancellationToken) =>
    [
        .. await ReadSideAsync(baseAsset, quoteAsset, OrderSide.Buy, cancellationToken),
        .. await ReadSideAsync(baseAsset, quoteAsset, OrderSide.Sell, cancellationToken),
    ];

    /// <summary>Pairs with open orders or completed trades, in the order of their names.</summary>
    public async Task<IReadOnlyList<(string Base, string Quote)>> ListPairsAsync(string? afterBase, int limit, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var ofOrders = context.Orders.Where(order => order.Status == OrderStatus.Open && order.ExpiresAt > now).Select(order => new { order.Base, order.Quote });
        var ofTrades = context.Trades.Where(trade => trade.IsCompleted).Select(trade => new { trade.Base, trade.Quote });
        var pairs = ofOrders.Union(ofTrades);
        if (afterBase is not null)
        {
            pairs = pairs.Where(pair => string.Compare(pair.Base, afterBase) > 0);
        }

        var page = await pairs.OrderBy(pair => pair.Base).Take(limit + 1).ToListAsync(cancellationToken);
        return [.. page.Select(pair => (pair.Base, pair.Quote))];
    }

    public async Task<MarketSummary> SummarizeAsync(string baseAsset, string quoteAsset, CancellationToken cancellationToken)
    {
        var open = Open(baseAsset, quoteAsset);
        var bid = await open.Where(order => order.Side == OrderSide.Buy).OrderByDescending(order => order.PriceSortKey)
            .Select(order => new { order.PriceQuote, order.PriceBase }).FirstOrDefaultAsync(cancellationToken);
        var ask = await open.Where(order => order.Side == OrderSide.Sell).OrderBy(order => order.PriceSortKey)
            .Select(order => new { order.PriceQuote, order.PriceBase }).FirstOrDefaultAsync(cancellationToken);
        var trades = await ListTradesAsync(baseAsset, quoteAsset, 0, null, cancellationToken);
        return new MarketSummary
        {
            BestBid = bid is null ? null : new ExactPrice(bid.PriceQuote, bid.PriceBase),
            BestAsk = ask is null ? null : new ExactPrice(ask.PriceQuote, ask.PriceBase),
            OpenOrders = await open.CountAsync(cancellationToken),
            LastTrade = trades.Count > 0 ? trades[0] : null,
        };
    }

    /// <summary>Completed trades of this node, newest first; one more than the limit when there is another page.</summary>
    public async Task<IReadOnlyList<TradeRow>> ListTradesAsync(string baseAsset, string quoteAsset, int limit, PageCursor? after, CancellationToken cancellationToken)
    {
        var trades = context.Trades.AsNoTracking().Where(trade => trade.Base == baseAsset && trade.Quote == quoteAsset && trade.IsCompleted);
        if (after is { } cursor)
        {
            trades = trades.Where(trade => trade.ChangedAt < cursor.Time || (trade.ChangedAt == cursor.Time && string.Compare(trade.TradeId, cursor.Id) < 0));
        }

        return await trades.OrderByDescending(trade => trade.ChangedAt).ThenByDescending(trade => trade.TradeId).Take(limit + 1).ToListAsync(cancellationToken);
    }

    private IQueryable<OrderRow> Open(string baseAsset, string quoteAsset)
    {
        var now = timeProvider.GetUtcNow();
        return context.Orders.AsNoTracking()
            .Where(order => order.Base == baseAsset && order.Quote == quoteAsset && order.Status == OrderStatus.Open && order.ExpiresAt > now);
    }
}
