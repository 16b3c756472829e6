namespace DarkSwap.Gateway.Events;

/// <summary>What a stream wants.</summary>
/// <param name="Types">Names of <see cref="EventTypes"/>.</param>
/// <param name="Owner">Peer id of the user who follows: of trades only those that are the user's. Null for whoever may see all of the types.</param>
/// <param name="Pair"><c>base/quote</c>; null for every event, with and without a pair.</param>
internal sealed record EventFilter(IReadOnlyList<string> Types, string? Owner, string? Pair);
