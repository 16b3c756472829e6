using System.CommandLine;
using DarkSwap.Cli.Output;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Cli.Commands;

/// <summary>Messages that a service could not process.</summary>
internal static class DeadLetterCommands
{
    /// <summary>As many as one replay takes.</summary>
    private const int MaximumBatch = 100;

    public static Command Build(CliEnvironment environment) => CommandBuilding.Group(
        "dead-letters", "Messages that a service could not process: look at them, try again, or drop them", List(environment), Show(environment), Replay(environment), Drop(environment));

    private static Command List(CliEnvironment environment)
    {
        var service = Service();
        var (limit, cursor) = (Inputs.Limit(), Inputs.Cursor());
        return CommandBuilding.Action("list", "Lists a service's dead letters", ["dead-letters list trade"], [service, limit, cursor], environment, async (run, cancellationToken) =>
        {
            var page = await run.Node.DeadLetters.ListDeadLettersAsync(run.Get(service), run.Get(limit), run.Get(cursor), cancellationToken);
            run.Results.WriteList(page, page.Items, page.Cursor,
                new Column<DeadLetterResponse>("EVENT", letter => $"{letter.EventId}"), new("RECIPIENT", letter => letter.Recipient), new("MESSAGE", letter => letter.MessageType),
                new("DEAD SINCE", letter => Words.Of(letter.DeadAt)), new("ATTEMPTS", letter => $"{letter.Attempts}"), new("REASON", letter => letter.Reason));
        });
    }

    private static Command Show(CliEnvironment environment)
    {
        var (service, letter, recipient) = (Service(), Event(), Recipient());
        return CommandBuilding.Action("show", "Shows one dead letter with its body", ["dead-letters show trade EVENT RECIPIENT"], [service, letter, recipient], environment,
            async (run, cancellationToken) => run.Results.Write(await run.Node.DeadLetters.GetDeadLetterAsync(run.Get(service), run.Get(letter), run.Get(recipient), cancellationToken)));
    }

    private static Command Replay(CliEnvironment environment)
    {
        var (service, letter, recipient) = (Service(), Event(), Recipient());
        var all = new Option<bool>("--all") { Description = "Every dead letter of the service" };
        letter.Arity = recipient.Arity = ArgumentArity.ZeroOrOne;
        var command = CommandBuilding.Action(
            "replay", "Hands dead letters to their recipients again\n\nA message that was processed meanwhile changes nothing: replaying is safe. Ends with 1 if one of them could not be replayed.",
            ["dead-letters replay trade EVENT RECIPIENT", "dead-letters replay trade --all"], [service, letter, recipient, all], environment, async (run, cancellationToken) =>
            {
                IReadOnlyList<DeadLetterName> letters = run.Get(all)
                    ? await AllOfAsync(run, run.Get(service), cancellationToken)
                    : [new DeadLetterName { EventId = run.Get(letter), Recipient = run.Get(recipient) }];
                var results = await ReplayAsync(run, run.Get(service), letters, cancellationToken);
                run.Results.WriteList(new ReplayResponse { Results = results }, results, null,
                    new Column<ReplayedLetterResponse>("EVENT", result => $"{result.EventId}"), new("RECIPIENT", result => result.Recipient),
                    new("OUTCOME", result => Words.Of(result.Outcome)), new("REASON", result => result.Reason));
                return results.All(result => result.Outcome == ReplayOutcome.Replayed) ? ExitCode.Success : ExitCode.Refused;
            });
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == (result.GetValue(recipient) is not null))
            {
                result.AddError("name EVENT and RECIPIENT of one dead letter, or --all");
            }
        });
        return command;
    }

    private static Command Drop(CliEnvironment environment)
    {
        var (service, letter, recipient) = (Service(), Event(), Recipient());
        return CommandBuilding.Action("drop", "Drops a dead letter for good", ["dead-letters drop trade EVENT RECIPIENT"], [service, letter, recipient], environment, async (run, cancellationToken) =>
        {
            await run.Node.DeadLetters.DropDeadLetterAsync(run.Get(service), run.Get(letter), run.Get(recipient), cancellationToken);
            run.Results.WriteDone("dropped");
        });
    }

    /// <summary>As many requests as it takes, and their results as if it had been one.</summary>
    private static async Task<IReadOnlyList<ReplayedLetterResponse>> ReplayAsync(CommandRun run, string service, IReadOnlyList<DeadLetterName> letters, CancellationToken cancellationToken)
    {
        var results = new List<ReplayedLetterResponse>();
        foreach (var batch in letters.Chunk(MaximumBatch))
        {
            var response = await run.Node.DeadLetters.ReplayDeadLettersAsync(service, new ReplayRequest { Letters = batch }, cancellationToken);
            results.AddRange(response.Results);
        }

        return results;
    }

    private static async Task<IReadOnlyList<DeadLetterName>> AllOfAsync(CommandRun run, string service, CancellationToken cancellationToken)
    {
        var names = new List<DeadLetterName>();
        string? cursor = null;
        do
        {
            var page = await run.Node.DeadLetters.ListDeadLettersAsync(service, null, cursor, cancellationToken);
            names.AddRange(page.Items.Select(letter => new DeadLetterName { EventId = letter.EventId, Recipient = letter.Recipient }));
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return names;
    }

    private static Argument<string> Service() => Inputs.Text("SERVICE", "connectivity, orderbook, trade, psbt or gateway");

    private static Argument<Guid> Event() => new("EVENT") { Description = "Id of the message" };

    private static Argument<string> Recipient() => Inputs.Text("RECIPIENT", "Who could not process it");
}
