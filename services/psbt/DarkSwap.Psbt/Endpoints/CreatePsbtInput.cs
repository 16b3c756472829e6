namespace DarkSwap.Psbt.Endpoints;

/// <param name="OutPoint"><c>txid:index</c>.</param>
/// <param name="Sequence">Replaceable (0xFFFFFFFD) by default.</param>
internal sealed record CreatePsbtInput(string OutPoint, uint? Sequence = null);
