using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Hosting.OpenApi;
using DarkSwap.Hosting.Problems;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Options;
using DarkSwap.Orderbook.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary><c>/markets</c> and <c>/orderbook</c>: open to all, nothing is changed.</summary>
internal static class MarketEndpoints
{
    private const int DefaultLevels = 50;
    private const int MaximumLevels = 1_000;

    public static void MapMarkets(this IEndpointRouteBuilder endpoints)
    {
        var markets = endpoints.MapGroup("/markets").WithTags("markets").AllowAnonymous();
        markets.MapGet("/", ListMarketsAsync).WithName("ListMarkets").WithSummary("Pairs with open orders or settled trades").ProducesProblem(StatusCodes.Status400BadRequest);
        markets.MapGet("/{base}/{quote}", GetMarketAsync).WithName("GetMarket").WithSummary("A pair at a glance").ProducesProblem(StatusCodes.Status400BadRequest);
        markets.MapGet("/{base}/{quote}/depth", GetDepthAsync).WithName("GetDepth").WithSummary("What is offered at which price, best first").ProducesProblem(StatusCodes.Status400BadRequest);
        markets.MapGet("/{base}/{quote}/trades", ListMarketTradesAsync).WithName("ListMarketTrades").WithSummary("Settled trades of this node, newest first").ProducesProblem(StatusCodes.Status400BadRequest);
        endpoints.MapPost("/orderbook/quotes", QuoteAsync).AllowAnonymous().WithTags("markets").WithName("QuoteFill").WithSummary("Which orders fill an amount best").ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<Results<Ok<MarketPage>, ProblemHttpResult>> ListMarketsAsync(
        [DescribedAs(typeof(int), Minimum = 1, Maximum = 1_000)] string? limit, string? cursor, BookReader reader, CancellationToken cancellationToken)
    {
        var rules = new QueryRules();
        var count = rules.Limit(limit);
        if (cursor is not null && !Asset.TryParse(cursor, out _))
        {
            rules.Errors["cursor"] = ["is none that a page has given"];
        }

        if (rules.HasErrors)
        {
            return ProblemResults.Invalid(rules.Errors);
        }

        var pairs = await reader.ListPairsAsync(cursor, count, cancellationToken);
        var items = new List<MarketResponse>();
        foreach (var (baseAsset, quoteAsset) in pairs.Take(count))
        {
            items.Add(MarketResponse.Of(baseAsset, quoteAsset, await reader.SummarizeAsync(baseAsset, quoteAsset, cancellationToken)));
        }

        return TypedResults.Ok(new MarketPage { Items = items, Cursor = pairs.Count > count ? items[^1].Base : null });
    }

    private static async Task<Results<Ok<MarketResponse>, ProblemHttpResult>> GetMarketAsync(string @base, string quote, BookReader reader, CancellationToken cancellationToken)
    {
        var rules = new QueryRules();
        rules.Pair("base", @base, "quote", quote);
        return rules.HasErrors
            ? ProblemResults.Invalid(rules.Errors)
            : TypedResults.Ok(MarketResponse.Of(@base, quote, await reader.SummarizeAsync(@base, quote, cancellationToken)));
    }

    private static async Task<Results<Ok<DepthResponse>, ProblemHttpResult>> GetDepthAsync(
        string @base, string quote, [DescribedAs(typeof(int), Minimum = 1, Maximum = MaximumLevels)] string? levels, BookReader reader, CancellationToken cancellationToken)
    {
        var rules = new QueryRules();
        rules.Pair("base", @base, "quote", quote);
        var count = rules.Number("levels", levels, DefaultLevels, MaximumLevels);
        return rules.HasErrors
            ? ProblemResults.Invalid(rules.Errors)
            : TypedResults.Ok(DepthResponse.Of(@base, quote, Depth.Of(await reader.ReadBookAsync(@base, quote, cancellationToken), count)));
    }

    private static async Task<Results<Ok<MarketTradePage>, ProblemHttpResult>> ListMarketTradesAsync(
        string @base, string quote, [DescribedAs(typeof(int), Minimum = 1, Maximum = 1_000)] string? limit, string? cursor, BookReader reader, CancellationToken cancellationToken)
    {
        var rules = new QueryRules();
        rules.Pair("base", @base, "quote", quote);
        var count = rules.Limit(limit);
        var after = rules.Cursor(cursor);
        if (rules.HasErrors)
        {
            return ProblemResults.Invalid(rules.Errors);
        }

        var trades = await reader.ListTradesAsync(@base, quote, count, after, cancellationToken);
        var page = trades.Take(count).ToList();
        var next = trades.Count > count ? new PageCursor(page[^1].ChangedAt, page[^1].TradeId).ToString() : null;
        return TypedResults.Ok(new MarketTradePage { Items = [.. page.Select(MarketTradeResponse.Of)], Cursor = next });
    }

    private static async Task<Results<Ok<QuoteResponse>, ProblemHttpResult>> QuoteAsync(
        QuoteRequest request, BookReader reader, IOptions<OrderbookOptions> options, CancellationToken cancellationToken)
    {
        var rules = new QueryRules();
        rules.Pair("base", request.Base, "quote", request.Quote);
        if (request.BaseAmount == UInt128.Zero)
        {
            rules.Errors["baseAmount"] = ["is at least 1"];
        }

        if (rules.HasErrors)
        {
            return ProblemResults.Invalid(rules.Errors);
        }

        var side = request.Side switch { OrderSide.Buy => OrderSide.Sell, OrderSide.Sell => OrderSide.Buy };
        var orders = await reader.ReadSideAsync(request.Base, request.Quote, side, cancellationToken);
        return TypedResults.Ok(QuoteResponse.Of(FillPlan.Of(request.Side, request.BaseAmount, orders, options.Value.MaximumSuggestedFills)));
    }
}
