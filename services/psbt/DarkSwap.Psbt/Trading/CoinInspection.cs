using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.Domain.Settlement.Checks;

namespace DarkSwap.Psbt.Trading;

/// <summary>What is known about coins at one time.</summary>
/// <param name="Unspent">What the node says of those that are unspent.</param>
public sealed record CoinInspection(IReadOnlyDictionary<OutPoint, CoinFacts> Coins, IReadOnlyDictionary<OutPoint, UnspentOutput> Unspent, AssetSourceFacts Sources)
{
    public CoinFacts FactsOf(OutPoint outPoint) => Coins.GetValueOrDefault(outPoint, CoinFacts.Unknown);

    /// <summary>What the coins hold together; null while that is not known of one of them.</summary>
    public RuneBalances? TotalOf(IEnumerable<SettlementInput> inputs)
    {
        var known = inputs.Select(input => FactsOf(input.OutPoint).Runes).ToList();
        return known.All(runes => runes is not null) && RuneBalances.TrySum(known!, out var sum) ? sum : null;
    }
}
