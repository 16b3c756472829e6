using System.CommandLine;
using System.CommandLine.Help;
using DarkSwap.Cli.Running;

namespace DarkSwap.Cli.Commands;

/// <summary>Every command.</summary>
internal static class CommandTree
{
    private const string Lesson =
        """
        Where the node is and who you are: options, then DARKSWAP_URL and DARKSWAP_TOKEN_FILE (or DARKSWAP_USER_KEY), then the profile that
        'darkswap login' has saved. Amounts are whole numbers of an asset's smallest unit; bitcoin is counted in satoshis.

        Exit codes: 0 done, 1 refused by the node, 2 wrong usage, 3 node not reached, 4 the answer is not a node's, 5 nothing signed since the
        node asked for another signature, 130 interrupted.

        Examples:
          darkswap login --url http://127.0.0.1:8080 --token-file ~/.darkswap/operator.token
          darkswap orders list --base RUNE:840000:3
          darkswap trades list --needs signature --json
          darkswap events --types orderOpened
        """;

    public static RootCommand Build(CliEnvironment environment)
    {
        var root = new RootCommand("Operates a DarkSwap node over its public API");
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new TeachingHelp((HelpAction)help.Action!, Lesson);
        foreach (var option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }

        Command[] commands =
        [
            OrderCommands.Build(environment), MarketCommands.Build(environment), TradeCommands.Build(environment), PsbtCommands.Build(environment),
            CoinCommands.Build(environment), AssetCommands.Build(environment), CoinCommands.BuildFees(environment), PeerCommands.Build(environment),
            EventCommands.Build(environment), KeyCommands.Build(environment), DeadLetterCommands.Build(environment), ProfileCommands.BuildLogin(environment), ProfileCommands.Build(environment),
        ];
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        return root;
    }
}
