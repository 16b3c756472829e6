using System.CommandLine;
using DarkSwap.Cli.Output;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Api;
using DarkSwap.Sdk.Events;

namespace DarkSwap.Cli.Commands;

internal static class OrderCommands
{
    private static readonly Column<OrderResponse>[] Columns =
    [
        new("ORDER", order => order.OrderId),
        new("SIDE", order => Words.Of(order.Side)),
        new("ASSET", order => order.Base),
        new("REMAINING", order => $"{order.Remaining}"),
        new("OF", order => $"{order.BaseAmount}"),
        new("PRICE", order => Words.Of(order.Price)),
        new("STATUS", order => Words.Of(order.Status)),
        new("EXPIRES", order => Words.Of(order.ExpiresAt)),
        new("OWN", order => order.IsOwn ? "yes" : null),
    ];

    public static Command Build(CliEnvironment environment) => CommandBuilding.Group(
        "orders", "The order book, and one's own orders in it", List(environment), Show(environment), OrderPlacing.Build(environment), Change(environment), Cancel(environment), Watch(environment));

    private static Command List(CliEnvironment environment)
    {
        var asset = Inputs.Optional("--base", "Only orders of this asset", "ASSET");
        var side = Inputs.Named<OrderSide>("--side", "Only this side");
        var status = Inputs.Named<OrderStatus>("--status", "Only this status (default open)");
        var maker = Inputs.Optional("--maker", "Only orders of this peer", "PEER");
        var (limit, cursor) = (Inputs.Limit(), Inputs.Cursor());
        return CommandBuilding.Action(
            "list", "Lists orders, newest first", ["orders list --base RUNE:840000:3 --side sell", "orders list --status filled --limit 10 --json"], [asset, side, status, maker, limit, cursor], environment,
            async (run, cancellationToken) =>
            {
                var page = await run.Node.Orders.ListOrdersAsync(run.Get(asset), null, run.Get(side), run.Get(status), run.Get(maker), run.Get(limit), run.Get(cursor), cancellationToken);
                run.Results.WriteList(page, page.Items, page.Cursor, Columns);
            });
    }

    private static Command Show(CliEnvironment environment)
    {
        var order = Inputs.Text("ORDER", "Id of the order");
        return CommandBuilding.Action("show", "Shows one order", ["orders show 3eeb7e96e59c…"], [order], environment,
            async (run, cancellationToken) => run.Results.Write(await run.Node.Orders.GetOrderAsync(run.Get(order), cancellationToken)));
    }

    private static Command Change(CliEnvironment environment)
    {
        var order = Inputs.Text("ORDER", "Id of the order");
        var suspend = new Option<bool>("--suspend") { Description = "Takes it out of trading until it is resumed" };
        var resume = new Option<bool>("--resume") { Description = "Opens it again" };
        var remaining = Inputs.Amount("--remaining", "Lower amount that is still open");
        var expires = Inputs.Time("--expires", "Earlier end");
        var command = CommandBuilding.Action(
            "change", "Suspends, resumes, reduces or shortens an own order", ["orders change 3eeb7e96e59c… --suspend", "orders change 3eeb7e96e59c… --remaining 50000 --expires 2026-11-23T12:00:00Z"],
            [order, suspend, resume, remaining, expires], environment,
            async (run, cancellationToken) =>
            {
                var change = new ChangeOrderRequest { Suspended = run.Get(suspend) ? true : run.Get(resume) ? false : null, Remaining = run.Get(remaining), ExpiresAt = run.Get(expires) };
                run.Results.Write(run.ActsForUser
                    ? await run.Node.UserOrders.ChangeAsync(run.Get(order), change, cancellationToken)
                    : await run.Node.Orders.ChangeOrderAsync(run.Get(order), change, cancellationToken));
            });
        command.Validators.Add(result =>
        {
            if (result.GetValue(suspend) && result.GetValue(resume))
            {
                result.AddError("an order is suspended or resumed, not both");
            }
        });
        return command;
    }

    private static Command Cancel(CliEnvironment environment)
    {
        var order = Inputs.Text("ORDER", "Id of the order");
        return CommandBuilding.Action("cancel", "Cancels an own order for good", ["orders cancel 3eeb7e96e59c…"], [order], environment,
            async (run, cancellationToken) => run.Results.Write(run.ActsForUser
                ? await run.Node.UserOrders.CancelAsync(run.Get(order), cancellationToken)
                : await run.Node.Orders.CancelOrderAsync(run.Get(order), cancellationToken)));
    }

    private static Command Watch(CliEnvironment environment)
    {
        var pair = Inputs.Optional("--pair", "Only this pair", "BASE/QUOTE");
        var options = new WatchOptions();
        return CommandBuilding.Action("watch", "Shows orders as they open, change and close, until it is stopped", ["orders watch --pair RUNE:840000:3/BTC", "orders watch --json --count 1"], [pair, .. options.Symbols], environment,
            (run, cancellationToken) => options.FollowAsync(run, new EventQuery { Types = ["orderOpened", "orderChanged", "orderClosed"], Pair = run.Get(pair) }, cancellationToken));
    }
}
