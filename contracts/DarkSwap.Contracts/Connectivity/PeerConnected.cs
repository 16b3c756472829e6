namespace DarkSwap.Contracts.Connectivity;

public sealed record PeerConnected : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required string PeerId { get; init; }

    /// <summary>Multiaddress of the other end.</summary>
    public required string Address { get; init; }

    public required bool IsInbound { get; init; }
}
