using DarkSwap.Contracts.Connectivity;

namespace DarkSwap.Trade.Domain;

/// <summary>A signed message of a trade, as it was sent or received.</summary>
/// <param name="Position">Place in this side's transcript, without gaps. Both sides' places differ only where a cancellation crossed other messages.</param>
/// <param name="Sequence">The sender's number for it.</param>
/// <param name="Hash">Hash of the transcript after it.</param>
public sealed record TranscriptEntry(Guid TradeId, int Position, int Sequence, bool IsOwn, PeerMessageKind Kind, byte[] Envelope, byte[] Hash, DateTimeOffset RecordedAt);
