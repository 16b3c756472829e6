namespace DarkSwap.Attacks.Tests.Attackers;

/// <param name="Times">Of the turns that succeeded.</param>
internal sealed record HonestOutcome(int Turns, IReadOnlyList<TimeSpan> Times)
{
    internal double Success => (double)Times.Count / Turns;

    public override string ToString() => Times.Count == 0
        ? $"{Turns} turns, none succeeded"
        : FormattableString.Invariant($"{Turns} turns, {Success:P1} succeeded, slowest of 99% {Times.Order().ElementAt((int)((Times.Count - 1) * 0.99)).TotalMilliseconds:0} ms");
}
