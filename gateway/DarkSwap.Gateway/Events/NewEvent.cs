namespace DarkSwap.Gateway.Events;

/// <summary>A message as an event for front ends.</summary>
/// <param name="EventId">Of the message in which it was committed; says whether it is in the log already, with all others of that message.</param>
/// <param name="Pair"><c>base/quote</c>, or null.</param>
/// <param name="Owner">Peer id of the user whose trade it is about, or null.</param>
/// <param name="Data">Becomes JSON by its own type.</param>
internal sealed record NewEvent(Guid EventId, DateTimeOffset OccurredAt, string Type, string? Pair, string? Owner, object Data);
