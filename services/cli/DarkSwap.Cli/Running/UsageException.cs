namespace DarkSwap.Cli.Running;

/// <summary>The caller can mend it: one line on standard error, and <see cref="ExitCode.Usage"/>.</summary>
public sealed class UsageException(string message) : Exception(message);
