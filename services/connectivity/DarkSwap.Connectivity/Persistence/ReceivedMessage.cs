namespace DarkSwap.Connectivity.Persistence;

/// <summary>A message of a peer that was stored and handed on, so that its repetitions are only acknowledged.</summary>
public sealed class ReceivedMessage
{
    public required string Sender { get; init; }
    public required Guid MessageId { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
}
