using System.CommandLine;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Events;

namespace DarkSwap.Cli.Commands;

internal static class EventCommands
{
    public static Command Build(CliEnvironment environment)
    {
        var types = new Option<string[]>("--types") { Description = "Only these types; several times for several", HelpName = "TYPE" };
        var pair = Inputs.Optional("--pair", "Only this pair", "BASE/QUOTE");
        var options = new WatchOptions();
        return CommandBuilding.Action("events", "Shows what happens at the node, until it is stopped\n\nA broken connection is taken up again without a gap.",
            ["events", "events --types orderOpened --types orderClosed --pair RUNE:840000:3/BTC --json", "events --after 1841 --count 10"], [types, pair, .. options.Symbols], environment,
            (run, cancellationToken) => options.FollowAsync(run, new EventQuery { Types = run.Get(types) ?? [], Pair = run.Get(pair) }, cancellationToken));
    }
}
