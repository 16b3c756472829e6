namespace DarkSwap.Contracts.Connectivity;

/// <summary>One body of a batch.</summary>
/// <param name="MessageId">Identifies it on the wire and in acknowledgements.</param>
/// <param name="Envelope">Bytes of the sender's signed envelope over the trade message.</param>
public sealed record PeerMessage(Guid MessageId, PeerMessageKind Kind, byte[] Envelope);
