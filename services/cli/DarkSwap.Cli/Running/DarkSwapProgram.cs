using System.CommandLine;
using System.Text.Json;
using DarkSwap.Cli.Commands;
using DarkSwap.Sdk.Problems;
using DarkSwap.Sdk.Signing;

namespace DarkSwap.Cli.Running;

/// <summary>The whole program: parses, runs one command, and says how it ended.</summary>
public static class DarkSwapProgram
{
    public static async Task<int> RunAsync(string[] arguments, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var parsed = CommandTree.Build(environment).Parse(arguments);
        var invocation = new InvocationConfiguration { Output = environment.Output, Error = environment.Error, EnableDefaultExceptionHandler = false };
        if (parsed.Errors.Count > 0 && parsed.Action is not TeachingHelp)
        {
            invocation.Output = environment.Error;
            await parsed.InvokeAsync(invocation, cancellationToken);
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception failure) when (CodeOf(failure) is { } code)
        {
            await SayAsync(failure, environment.Error);
            return code;
        }
    }

    /// <summary>Null for a fault of the program itself, which nobody hides.</summary>
    private static int? CodeOf(Exception failure) => failure switch
    {
        ProblemException => ExitCode.Refused,
        NodeUnreachableException => ExitCode.Unreachable,
        UnexpectedAnswerException => ExitCode.UnexpectedAnswer,
        RefusedToSignException => ExitCode.RefusedToSign,
        UsageException or IOException or UnauthorizedAccessException or InvalidDataException or JsonException => ExitCode.Usage,
        _ => null,
    };

    private static async Task SayAsync(Exception failure, TextWriter error)
    {
        switch (failure)
        {
            case ProblemException { Problem: var problem }:
                await error.WriteLineAsync($"refused: {problem.Title}{(problem.Detail is null ? string.Empty : $": {problem.Detail}")}");
                foreach (var (field, reasons) in problem.Errors)
                {
                    await error.WriteLineAsync($"  {field} {string.Join(", ", reasons)}");
                }

                await error.WriteLineAsync($"  ({problem.Status} {problem.Type}{(problem.TraceId is null ? string.Empty : $", trace {problem.TraceId}")})");
                break;
            case RefusedToSignException refusal:
                await error.WriteLineAsync("nothing was signed: the node gave something else than was asked for");
                foreach (var difference in refusal.Differences)
                {
                    await error.WriteLineAsync($"  {difference}");
                }

                break;
            default:
                await error.WriteLineAsync($"darkswap: {failure.Message}");
                break;
        }
    }
}
