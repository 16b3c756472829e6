using DarkSwap.Contracts.Orders;

namespace DarkSwap.Contracts.Connectivity;

/// <summary>Command: push signed order events to the connected peers.</summary>
public sealed record PublishOrderEvents : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Peer that they came from and need not be sent to again; null for own ones.</summary>
    public string? ExceptPeer { get; init; }

    public required IReadOnlyList<SignedOrderEvent> Events { get; init; }
}
