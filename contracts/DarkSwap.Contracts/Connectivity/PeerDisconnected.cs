namespace DarkSwap.Contracts.Connectivity;

public sealed record PeerDisconnected : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required string PeerId { get; init; }
}
