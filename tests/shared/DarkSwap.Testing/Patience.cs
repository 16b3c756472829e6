namespace DarkSwap.Testing;

/// <summary>
/// How long tests wait for what must come. On a slow and busy machine it comes in a fraction of that: only what never comes makes a test wait so long, so nobody gains by less.
/// </summary>
public static class Patience
{
    /// <summary>For an answer, a message, a state.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(2);

    /// <summary>For a program that starts, ends, or runs from its start to its end; for what several programs do together.</summary>
    public static readonly TimeSpan OfPrograms = TimeSpan.FromMinutes(5);

    /// <summary>A limit of the usual length from now on. The caller disposes it.</summary>
    public static CancellationTokenSource Limit() => new(Usual, TimeProvider.System);
}
