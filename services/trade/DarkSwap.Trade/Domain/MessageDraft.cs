using DarkSwap.Contracts.Connectivity;

namespace DarkSwap.Trade.Domain;

/// <summary>A message that is ready to be signed.</summary>
public sealed record MessageDraft(PeerMessageKind Kind, int Sequence, byte[] Payload);
