using System.CommandLine;
using DarkSwap.Cli.Output;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Cli.Commands;

internal static class CoinCommands
{
    public static Command Build(CliEnvironment environment) => CommandBuilding.Group(
        "coins", "Unspent coins of followed addresses", List(environment), Follow(environment), Address(environment));

    public static Command BuildFees(CliEnvironment environment) =>
        CommandBuilding.Action("fees", "Fee rates, in satoshis per 1,000 virtual bytes", ["fees"], [], environment, async (run, cancellationToken) =>
        {
            var fees = await run.Node.Psbts.GetFeesAsync(cancellationToken);
            run.Results.WriteList(fees, fees.Targets, null,
                new Column<FeeRateResponse>("BLOCKS", target => $"{target.Blocks}"), new("RATE", target => $"{target.FeeRate}"), new("ESTIMATE", target => target.IsEstimate ? "yes" : "no"));
        });

    private static Command List(CliEnvironment environment)
    {
        var address = Inputs.Optional("--address", "Only coins of this address", "ADDRESS");
        var (limit, cursor) = (Inputs.Limit(), Inputs.Cursor());
        return CommandBuilding.Action("list", "Lists coins with the runes on them", ["coins list --address bc1q…"], [address, limit, cursor], environment, async (run, cancellationToken) =>
        {
            var page = await run.Node.Coins.ListCoinsAsync(run.Get(address), run.Get(limit), run.Get(cursor), cancellationToken);
            run.Results.WriteList(page, page.Items, page.Cursor,
                new Column<CoinResponse>("COIN", coin => coin.OutPoint), new("SATOSHIS", coin => $"{coin.Satoshis}"), new("RUNES", coin => string.Join(' ', coin.Runes.Select(rune => $"{rune.Amount} {rune.Asset}"))),
                new("STATE", coin => Words.Of(coin.State)), new("CONFIRMATIONS", coin => $"{coin.Confirmations}"), new("ADDRESS", coin => coin.Address));
        });
    }

    private static Command Follow(CliEnvironment environment)
    {
        var address = Inputs.Text("ADDRESS", "An address of the node's network");
        return CommandBuilding.Action("follow", "Follows an address: its coins are looked up once, then kept up to date", ["coins follow bc1q…"], [address], environment, async (run, cancellationToken) =>
            run.Results.Write(await run.Node.Coins.FollowAddressAsync(new AddressRequest { Address = run.Get(address) }, cancellationToken)));
    }

    private static Command Address(CliEnvironment environment)
    {
        var address = Inputs.Text("ADDRESS", "A followed address");
        return CommandBuilding.Action("address", "How far the look-up of a followed address has come", ["coins address bc1q…"], [address], environment, async (run, cancellationToken) =>
            run.Results.Write(await run.Node.Coins.GetFollowedAddressAsync(run.Get(address), cancellationToken)));
    }
}
