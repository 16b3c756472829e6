using System.CommandLine;
using DarkSwap.Cli.Output;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Cli.Commands;

internal static class MarketCommands
{
    public static Command Build(CliEnvironment environment) => CommandBuilding.Group(
        "markets", "Pairs, their depth and their trades", List(environment), Show(environment), Depth(environment), Trades(environment), Quote(environment));

    private static Command List(CliEnvironment environment)
    {
        var (limit, cursor) = (Inputs.Limit(), Inputs.Cursor());
        return CommandBuilding.Action("list", "Lists pairs with open orders or settled trades", ["markets list"], [limit, cursor], environment, async (run, cancellationToken) =>
        {
            var page = await run.Node.Markets.ListMarketsAsync(run.Get(limit), run.Get(cursor), cancellationToken);
            run.Results.WriteList(page, page.Items, page.Cursor,
                new Column<MarketResponse>("PAIR", market => $"{market.Base}/{market.Quote}"), new("BID", market => Words.Of(market.BestBid)),
                new("ASK", market => Words.Of(market.BestAsk)), new("ORDERS", market => $"{market.OpenOrders}"));
        });
    }

    private static Command Show(CliEnvironment environment)
    {
        var asset = Asset();
        return CommandBuilding.Action("show", "A pair at a glance", ["markets show RUNE:840000:3"], [asset], environment,
            async (run, cancellationToken) => run.Results.Write(await run.Node.Markets.GetMarketAsync(run.Get(asset), "BTC", cancellationToken)));
    }

    private static Command Depth(CliEnvironment environment)
    {
        var asset = Asset();
        var levels = new Option<int?>("--levels") { Description = "Most prices of each side, 1 to 1,000 (default 50)", HelpName = "N" };
        return CommandBuilding.Action("depth", "What is offered at which price, best first", ["markets depth RUNE:840000:3 --levels 5"], [asset, levels], environment, async (run, cancellationToken) =>
        {
            var depth = await run.Node.Markets.GetDepthAsync(run.Get(asset), "BTC", run.Get(levels), cancellationToken);
            var rows = depth.Bids.Select(level => (Side: "buy", Level: level)).Concat(depth.Asks.Select(level => (Side: "sell", Level: level)));
            run.Results.WriteList(depth, rows, null,
                new Column<(string Side, DepthLevelBody Level)>("SIDE", row => row.Side), new("PRICE", row => Words.Of(row.Level.Price)),
                new("AMOUNT", row => $"{row.Level.Amount}"), new("ORDERS", row => $"{row.Level.Orders}"));
        });
    }

    private static Command Trades(CliEnvironment environment)
    {
        var asset = Asset();
        var (limit, cursor) = (Inputs.Limit(), Inputs.Cursor());
        return CommandBuilding.Action("trades", "Settled trades of this node, newest first", ["markets trades RUNE:840000:3"], [asset, limit, cursor], environment, async (run, cancellationToken) =>
        {
            var page = await run.Node.Markets.ListMarketTradesAsync(run.Get(asset), "BTC", run.Get(limit), run.Get(cursor), cancellationToken);
            run.Results.WriteList(page, page.Items, page.Cursor,
                new Column<MarketTradeResponse>("TIME", trade => Words.Of(trade.CompletedAt)), new("AMOUNT", trade => $"{trade.Fill}"),
                new("SATOSHIS", trade => $"{trade.QuoteSatoshis}"), new("TRANSACTION", trade => trade.TransactionId));
        });
    }

    private static Command Quote(CliEnvironment environment)
    {
        var asset = Asset();
        var side = Inputs.Named<OrderSide>("--side", "What you want to do");
        side.Required = true;
        var amount = Inputs.Amount("--amount", "How much of it", isRequired: true);
        return CommandBuilding.Action("quote", "Which orders fill an amount best", ["markets quote RUNE:840000:3 --side buy --amount 40000"], [asset, side, amount], environment, async (run, cancellationToken) =>
        {
            var request = new QuoteRequest { Base = run.Get(asset), Quote = "BTC", Side = run.Get(side)!.Value, BaseAmount = run.Get(amount)!.Value };
            run.Results.Write(await run.Node.Markets.QuoteFillAsync(request, cancellationToken));
        });
    }

    private static Argument<string> Asset() => Inputs.Text("ASSET", "Such as RUNE:840000:3; against bitcoin");
}
