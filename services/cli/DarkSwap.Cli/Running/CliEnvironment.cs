using DarkSwap.Primitives;

namespace DarkSwap.Cli.Running;

/// <summary>What surrounds a run of the program.</summary>
public sealed record CliEnvironment
{
    public required TextReader Input { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Value of an environment variable, or null.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Columns of the terminal; null where the output goes to a file or program, and nothing is wrapped.</summary>
    public int? Width { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public IRandomSource RandomSource { get; init; } = SystemRandomSource.Instance;

    public static CliEnvironment OfProcess() => new()
    {
        Input = Console.In,
        Output = Console.Out,
        Error = Console.Error,
        Variable = Environment.GetEnvironmentVariable,
        Width = Console.IsOutputRedirected ? null : Console.WindowWidth,
    };
}
