using System.Collections.Immutable;
using System.Numerics;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>Where a transaction's bitcoin and runes end up.</summary>
/// <param name="IsCenotaph">Whether its runestone is flawed, so that everything burns.</param>
public sealed record SettlementOutcome(ImmutableArray<OutcomeOutput> Outputs, ImmutableArray<SpentCoin> Inputs, bool IsCenotaph)
{
    /// <summary>Satoshis that an owner of these scripts has more afterwards; negative if less.</summary>
    public long SatoshiChange(IReadOnlySet<Script> ownScripts) =>
        Outputs.Where(output => ownScripts.Contains(output.Script)).Sum(output => output.Satoshis)
        - Inputs.Where(input => ownScripts.Contains(input.Output.Script)).Sum(input => input.Output.ValueSatoshis);

    /// <summary>The same for each rune that changes.</summary>
    public ImmutableSortedDictionary<RuneId, BigInteger> RuneChanges(IReadOnlySet<Script> ownScripts)
    {
        var changes = ImmutableSortedDictionary.CreateBuilder<RuneId, BigInteger>();
        foreach (var (rune, amount) in Outputs.Where(output => ownScripts.Contains(output.Script)).SelectMany(output => output.Runes.All))
        {
            changes[rune] = changes.GetValueOrDefault(rune) + amount;
        }

        foreach (var (rune, amount) in Inputs.Where(input => ownScripts.Contains(input.Output.Script)).SelectMany(input => input.Runes.All))
        {
            changes[rune] = changes.GetValueOrDefault(rune) - amount;
        }

        return changes.Where(change => change.Value != BigInteger.Zero).ToImmutableSortedDictionary();
    }
}
