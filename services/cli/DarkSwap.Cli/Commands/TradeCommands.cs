using System.CommandLine;
using DarkSwap.Cli.Output;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Api;
using DarkSwap.Sdk.Events;

namespace DarkSwap.Cli.Commands;

internal static class TradeCommands
{
    public static Command Build(CliEnvironment environment) => CommandBuilding.Group(
        "trades", "Trades: begin, decide, sign and follow them",
        List(environment), Show(environment), TradeStarting.Build(environment), Accept(environment), Reject(environment), Cancel(environment), BumpFee(environment),
        TradeSigning.BuildPsbt(environment), TradeSigning.BuildSign(environment), Transcript(environment), Watch(environment));

    private static Command List(CliEnvironment environment)
    {
        var state = Inputs.Named<TradeState>("--state", "Only this state");
        var needs = Inputs.Named<TradeNeed>("--needs", "Only those that wait for you");
        var order = Inputs.Optional("--order", "Only trades of this order", "ORDER");
        var (limit, cursor) = (Inputs.Limit(), Inputs.Cursor());
        return CommandBuilding.Action("list", "Lists trades, newest first", ["trades list --needs signature", "trades list --state completed --json"], [state, needs, order, limit, cursor], environment, async (run, cancellationToken) =>
        {
            var page = await run.Node.Trades.ListTradesAsync(run.Get(state), run.Get(needs), run.Get(order), run.Get(limit), run.Get(cursor), cancellationToken);
            run.Results.WriteList(page, page.Items, page.Cursor,
                new Column<TradeResponse>("TRADE", trade => $"{trade.TradeId}"), new("SIDE", trade => Words.Of(trade.Side)), new("STATE", trade => Words.Of(trade.State)),
                new("NEEDS", trade => Words.Of(trade.Needs)), new("ASSET", trade => trade.Base), new("AMOUNT", trade => $"{trade.Fill}"),
                new("SATOSHIS", trade => $"{trade.QuoteSatoshis}"), new("UPDATED", trade => Words.Of(trade.UpdatedAt)));
        });
    }

    private static Command Show(CliEnvironment environment) =>
        OfOne(environment, "show", "Shows one trade", "trades show TRADE", [], (run, trade, cancellationToken) => run.Node.Trades.GetTradeAsync(trade, cancellationToken));

    private static Command Accept(CliEnvironment environment) => OfOne(
        environment, "accept", "Accepts a proposal to an order with manual acceptance", "trades accept TRADE", [], (run, trade, cancellationToken) => run.Node.Trades.AcceptTradeAsync(trade, cancellationToken));

    private static Command Reject(CliEnvironment environment)
    {
        var reason = Reason();
        return OfOne(environment, "reject", "Refuses a proposal", "trades reject TRADE --reason 'The price has moved'", [reason],
            (run, trade, cancellationToken) => run.Node.Trades.RejectTradeAsync(trade, new ReasonRequest { Reason = run.Get(reason) }, cancellationToken));
    }

    private static Command Cancel(CliEnvironment environment)
    {
        var reason = Reason();
        return OfOne(environment, "cancel", "Cancels a trade before one's own signature has left", "trades cancel TRADE", [reason],
            (run, trade, cancellationToken) => run.Node.Trades.CancelTradeAsync(trade, new ReasonRequest { Reason = run.Get(reason) }, cancellationToken));
    }

    private static Command BumpFee(CliEnvironment environment)
    {
        var rate = Inputs.FeeRate("--fee-rate", "Higher fee rate", isRequired: true);
        return OfOne(environment, "bump-fee", "Begins another round with a higher fee rate", "trades bump-fee TRADE --fee-rate 5000", [rate],
            (run, trade, cancellationToken) => run.Node.Trades.BumpTradeFeeAsync(trade, new FeeBumpRequest { FeeRate = run.Get(rate)!.Value }, cancellationToken));
    }

    private static Command Transcript(CliEnvironment environment)
    {
        var trade = Inputs.TradeId();
        return CommandBuilding.Action("transcript", "The signed messages of a trade in order", ["trades transcript TRADE --json"], [trade], environment, async (run, cancellationToken) =>
        {
            var transcript = await run.Node.Trades.GetTradeTranscriptAsync(run.Get(trade), cancellationToken);
            run.Results.WriteList(transcript, transcript.Items, null,
                new Column<TranscriptItem>("NUMBER", item => $"{item.Position}"), new("FROM", item => item.IsOwn ? "own" : "peer"), new("KIND", item => Words.Of(item.Kind)),
                new("TIME", item => Words.Of(item.RecordedAt)), new("HASH", item => item.Hash));
        });
    }

    private static Command Watch(CliEnvironment environment)
    {
        var options = new WatchOptions();
        return CommandBuilding.Action("watch", "Shows trades as they change, until it is stopped", ["trades watch --json"], [.. options.Symbols], environment,
            (run, cancellationToken) => options.FollowAsync(run, new EventQuery { Types = ["tradeStateChanged"] }, cancellationToken));
    }

    private static Option<string?> Reason() => Inputs.Optional("--reason", "For the other side", "TEXT");

    private static Command OfOne(
        CliEnvironment environment, string name, string description, string example, Symbol[] symbols, Func<CommandRun, Guid, CancellationToken, Task<TradeResponse>> act)
    {
        var trade = Inputs.TradeId();
        return CommandBuilding.Action(name, description, [example], [trade, .. symbols], environment,
            async (run, cancellationToken) => run.Results.Write(await act(run, run.Get(trade), cancellationToken)));
    }
}
