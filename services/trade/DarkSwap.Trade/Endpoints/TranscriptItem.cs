using DarkSwap.Contracts.Connectivity;

namespace DarkSwap.Trade.Endpoints;

/// <param name="Envelope">The signed envelope.</param>
/// <param name="Hash">Hash of the transcript after the message, in hex.</param>
public sealed record TranscriptItem(int Position, int Sequence, bool IsOwn, PeerMessageKind Kind, byte[] Envelope, string Hash, DateTimeOffset RecordedAt);
