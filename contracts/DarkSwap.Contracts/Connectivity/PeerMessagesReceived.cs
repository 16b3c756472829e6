namespace DarkSwap.Contracts.Connectivity;

/// <summary>A peer sent trade or PSBT messages; they are stored and will be acknowledged. Signatures are not yet verified.</summary>
public sealed record PeerMessagesReceived : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Peer id of the connection's other end.</summary>
    public required string Sender { get; init; }

    public required IReadOnlyList<PeerMessage> Messages { get; init; }
}
