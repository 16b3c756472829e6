namespace DarkSwap.Psbt.Endpoints;

/// <param name="Psbts">2 to 16 of the same transaction. Where several know a field, the first one's value stays.</param>
internal sealed record CombinePsbtsRequest(IReadOnlyList<byte[]> Psbts);
