using DarkSwap.Orderbook.Domain;

namespace DarkSwap.Orderbook.Intake;

/// <summary>What somebody wants in the book: stored together or not at all.</summary>
public sealed record OrderSubmission
{
    public const int MaximumEvents = 256;

    /// <summary>Verified; one through the API, at most <see cref="MaximumEvents"/> from a peer.</summary>
    public required IReadOnlyList<OrderEvent> Events { get; init; }

    /// <summary>As signed domains name it.</summary>
    public required string Network { get; init; }

    /// <summary>Maker of the orders that are this node's own.</summary>
    public required string OwnPeerId { get; init; }

    /// <summary>The peer that the events came from; null when they came through this node's API.</summary>
    public string? Sender { get; init; }

    /// <summary>Set when a message brought the events: it is applied once, however often it comes, and waits where a caller of the API is refused.</summary>
    public MessageClaim? Claim { get; init; }

    /// <summary>The private side of a creation that this node settles.</summary>
    public SettlementDetails? Details { get; init; }
}
