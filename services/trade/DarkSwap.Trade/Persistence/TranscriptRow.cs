using DarkSwap.Contracts.Connectivity;

namespace DarkSwap.Trade.Persistence;

/// <summary>A signed message of a trade, kept for good: it is what either side could show to others.</summary>
public sealed class TranscriptRow
{
    public required Guid TradeId { get; init; }

    /// <summary>0, 1, 2 … in this side's transcript.</summary>
    public required int Position { get; init; }

    /// <summary>The sender's number for it.</summary>
    public required int Sequence { get; init; }

    public required bool IsOwn { get; init; }

    public required PeerMessageKind Kind { get; init; }

    public required byte[] Envelope { get; init; }

    /// <summary>Hash of the transcript after it.</summary>
    public required byte[] Hash { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}
