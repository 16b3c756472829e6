using System.CommandLine;
using DarkSwap.Cli.Output;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Cli.Commands;

internal static class AssetCommands
{
    public static Command Build(CliEnvironment environment) => CommandBuilding.Group("assets", "Runes that the node knows", List(environment), Show(environment), Holder(environment));

    private static Command List(CliEnvironment environment)
    {
        var (limit, cursor) = (Inputs.Limit(), Inputs.Cursor());
        return CommandBuilding.Action("list", "Lists runes in the order of their etching", ["assets list --limit 20"], [limit, cursor], environment, async (run, cancellationToken) =>
        {
            var page = await run.Node.Assets.ListAssetsAsync(run.Get(limit), run.Get(cursor), cancellationToken);
            run.Results.WriteList(page, page.Items, page.Cursor,
                new Column<AssetResponse>("ASSET", asset => asset.Asset), new("NAME", asset => asset.SpacedName), new("SYMBOL", asset => asset.Symbol),
                new("DIVISIBILITY", asset => $"{asset.Divisibility}"), new("SUPPLY", asset => $"{asset.Supply}"));
        });
    }

    private static Command Show(CliEnvironment environment)
    {
        var asset = Inputs.Text("ASSET", "Such as RUNE:840000:3");
        return CommandBuilding.Action("show", "Shows one rune", ["assets show RUNE:840000:3"], [asset], environment,
            async (run, cancellationToken) => run.Results.Write(await run.Node.Assets.GetAssetAsync(run.Get(asset), cancellationToken)));
    }

    private static Command Holder(CliEnvironment environment)
    {
        var (asset, address) = (Inputs.Text("ASSET", "Such as RUNE:840000:3"), Inputs.Text("ADDRESS", "Any address"));
        return CommandBuilding.Action("holder", "How much of a rune an address holds", ["assets holder RUNE:840000:3 bc1q…"], [asset, address], environment,
            async (run, cancellationToken) => run.Results.Write(await run.Node.Assets.GetAssetHolderAsync(run.Get(asset), run.Get(address), cancellationToken)));
    }
}
