using DarkSwap.Contracts;

namespace DarkSwap.Messaging.Delivery;

/// <summary>A message on its way out of an outbox.</summary>
/// <param name="AggregateVersion">Version of the aggregate after the change, if it has one.</param>
public sealed record OutgoingMessage(IMessage Message, string AggregateId, long? AggregateVersion);
