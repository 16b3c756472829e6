namespace DarkSwap.Contracts.Connectivity;

/// <summary>Command: send these messages as one batch to a peer and repeat them until each is acknowledged or the time is over.</summary>
public sealed record SendPeerMessages : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Peer id of the recipient.</summary>
    public required string Recipient { get; init; }

    public required IReadOnlyList<PeerMessage> Messages { get; init; }

    /// <summary>After this they are no longer repeated.</summary>
    public required DateTimeOffset RepeatUntil { get; init; }
}
