namespace DarkSwap.Hosting.Configuration;

/// <summary>What the command line asks for.</summary>
public sealed record ParsedCommandLine
{
    /// <summary>Set for <c>--help</c> and <c>--version</c>: shows it and returns the exit code.</summary>
    public Func<int>? ShowAndEnd { get; init; }

    /// <summary>One line each; empty if the rest is usable.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Apply migrations and end.</summary>
    public bool IsMigration { get; init; }

    /// <summary>Ask the running program for its health and end.</summary>
    public bool IsHealthCheck { get; init; }
}
