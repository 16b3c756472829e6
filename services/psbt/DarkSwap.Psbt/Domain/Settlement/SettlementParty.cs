using System.Collections.Immutable;
using DarkSwap.Bitcoin.Scripts;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>One side: its inputs, sorted by outpoint, and its scripts.</summary>
public sealed record SettlementParty(ImmutableArray<SettlementInput> Inputs, Script ReceiveScript, Script ChangeScript)
{
    public long TotalSatoshis => Inputs.Sum(input => input.Satoshis);
}
