namespace DarkSwap.Gateway.Events;

/// <summary>What a peer event says.</summary>
public sealed record PeerEventData
{
    public required DateTimeOffset OccurredAt { get; init; }

    public required string PeerId { get; init; }

    public string? Address { get; init; }

    public bool? IsInbound { get; init; }
}
