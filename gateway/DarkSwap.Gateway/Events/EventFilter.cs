namespace DarkSwap.Gateway.Events;

/// <summary>What a stream wants.</summary>
/// <param name="Types">Names of <see cref="EventTypes"/>.</param>
/// <param name="Pair"><c>base/quote</c>; null for every event, with and without a pair.</param>
internal sealed record EventFilter(IReadOnlyList<string> Types, string? Pair);
