using System.CommandLine;
using DarkSwap.Cli.Running;

namespace DarkSwap.Cli.Commands;

/// <summary>How commands are put together.</summary>
internal static class CommandBuilding
{
    /// <summary>A command that has done what it was to do when it comes to its end.</summary>
    /// <param name="examples">Command lines without the program's name.</param>
    public static Command Action(string name, string description, string[] examples, Symbol[] symbols, CliEnvironment environment, Func<CommandRun, CancellationToken, Task> run) =>
        Action(name, description, examples, symbols, environment, async (started, cancellationToken) =>
        {
            await run(started, cancellationToken);
            return ExitCode.Success;
        });

    /// <summary>A command that says itself how it ended.</summary>
    /// <param name="examples">Command lines without the program's name.</param>
    public static Command Action(string name, string description, string[] examples, Symbol[] symbols, CliEnvironment environment, Func<CommandRun, CancellationToken, Task<int>> run)
    {
        // What follows an empty line of the description is not for the list that the group shows.
        var parts = description.Split("\n\n", 2);
        var lesson = string.Join("\n\n", parts.Skip(1).Append($"Examples:\n{string.Join('\n', examples.Select(example => $"  darkswap {example}"))}\n"));
        var command = new TaughtCommand(name, parts[0], lesson);
        foreach (var symbol in symbols)
        {
            if (symbol is Option option)
            {
                command.Options.Add(option);
            }
            else
            {
                command.Arguments.Add((Argument)symbol);
            }
        }

        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var started = new CommandRun(arguments, environment);
            return await run(started, cancellationToken);
        });
        return command;
    }

    /// <summary>A command that only holds others.</summary>
    public static Command Group(string name, string description, params Command[] commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
        {
            group.Subcommands.Add(command);
        }

        return group;
    }
}
