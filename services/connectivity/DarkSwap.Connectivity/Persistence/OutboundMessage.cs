namespace DarkSwap.Connectivity.Persistence;

/// <summary>A message that a peer has not acknowledged yet.</summary>
public sealed class OutboundMessage
{
    public required Guid MessageId { get; init; }

    /// <summary>Peer id.</summary>
    public required string Recipient { get; init; }

    /// <summary>The wire envelope.</summary>
    public required byte[] Envelope { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Place among the messages of one command, which travel in one batch.</summary>
    public required int Position { get; init; }

    public required DateTimeOffset RepeatUntil { get; init; }
    public required DateTimeOffset NextAttemptAt { get; set; }
    public required int Attempts { get; set; }
}
