using System.Collections.Immutable;
using DarkSwap.Bitcoin.Fees;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Primitives;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>Chooses from the coins that a side put up what a trade needs. The same coins make the same choice.</summary>
public static class CoinSelection
{
    /// <summary>Version, lock time, counts, marker and flag, the OP_RETURN with 30 bytes and four outputs of 43 bytes: more than any template's fixed part weighs.</summary>
    private const int FixedWeight = ((4 + 4 + 2 + 41) * 4) + 2 + (4 * 43 * 4);

    /// <summary>The side that gives the asset: only coins that hold this rune and nothing else, one that holds exactly the amount first, then the largest.</summary>
    public static Result<ImmutableArray<SelectableCoin>, SettlementRefusal> ForAsset(IReadOnlyCollection<SelectableCoin> coins, RuneId rune, UInt128 fill)
    {
        var usable = coins.Where(coin => coin.Runes.IsOnly(rune) && IsWithoutOtherAssets(coin))
            .OrderByDescending(coin => coin.Runes[rune] == fill)
            .ThenByDescending(coin => coin.Runes[rune])
            .ThenBy(coin => coin.Input.OutPoint);
        var chosen = ImmutableArray.CreateBuilder<SelectableCoin>();
        var missing = fill;
        foreach (var coin in usable.Take(SettlementLimits.MaximumInputsOfOneSide))
        {
            chosen.Add(coin);
            if (coin.Runes[rune] >= missing)
            {
                return chosen.ToImmutable();
            }

            missing -= coin.Runes[rune];
        }

        return Missing(coins, SettlementRefusalReason.InsufficientAsset, $"{missing} of {RuneAsset.Format(rune)} are missing in coins that hold nothing else.");
    }

    /// <summary>The side that gives bitcoin: only coins without any asset, largest first, until they pay price, postage and, if this side pays it, the fee.</summary>
    /// <param name="coins">What the side put up.</param>
    /// <param name="quoteSatoshis">The price.</param>
    /// <param name="feeRate">Satoshis per 1,000 virtual bytes if this side pays the fee, else 0.</param>
    /// <param name="expectedAssetInputs">Inputs of the other side to pay for; if there is not enough for them, one is reckoned with.</param>
    public static Result<ImmutableArray<SelectableCoin>, SettlementRefusal> ForBitcoin(IReadOnlyCollection<SelectableCoin> coins, long quoteSatoshis, long feeRate, int expectedAssetInputs)
    {
        var usable = coins.Where(coin => coin.Runes.IsEmpty && IsWithoutOtherAssets(coin))
            .OrderByDescending(coin => coin.Input.Satoshis)
            .ThenBy(coin => coin.Input.OutPoint)
            .Take(SettlementLimits.MaximumInputsOfOneSide)
            .ToList();
        var (chosen, missing) = Take(usable, quoteSatoshis, feeRate, expectedAssetInputs);
        if (missing > 0)
        {
            (chosen, missing) = Take(usable, quoteSatoshis, feeRate, assetInputs: 1);
        }

        return missing > 0
            ? Missing(coins, SettlementRefusalReason.InsufficientBitcoin, $"{missing} satoshis are missing in coins that hold nothing else.")
            : chosen;
    }

    private static (ImmutableArray<SelectableCoin> Chosen, long Missing) Take(List<SelectableCoin> usable, long quoteSatoshis, long feeRate, int assetInputs)
    {
        var chosen = ImmutableArray.CreateBuilder<SelectableCoin>();
        var weight = FixedWeight + (assetInputs * WeightOfInput(ScriptType.PayToWitnessPublicKeyHash));
        var needed = quoteSatoshis + SettlementLimits.PostageSatoshis + TransactionFee.SatoshisFor(feeRate, weight);
        var sum = 0L;
        foreach (var coin in usable)
        {
            chosen.Add(coin);
            sum += coin.Input.Satoshis;
            weight += WeightOfInput(coin.Input.Script.Type);
            needed = quoteSatoshis + SettlementLimits.PostageSatoshis + TransactionFee.SatoshisFor(feeRate, weight);
            if (sum >= needed)
            {
                return (chosen.ToImmutable(), 0);
            }
        }

        return ([], needed - sum);
    }

    private static int WeightOfInput(ScriptType type) =>
        (TransactionInput.MinimumSize * 4) + (type == ScriptType.PayToTaproot ? SignedWeight.PayToTaprootWitnessSize : SignedWeight.PayToWitnessPublicKeyHashWitnessSize);

    private static bool IsWithoutOtherAssets(SelectableCoin coin) => coin is { Inscriptions: AssetPresence.None, Alkanes: AssetPresence.None };

    /// <summary>Coins of which something is unknown may be what is missing: then the answer may change.</summary>
    private static SettlementRefusal Missing(IReadOnlyCollection<SelectableCoin> coins, SettlementRefusalReason reason, string detail) =>
        coins.Any(coin => coin.Inscriptions == AssetPresence.Unknown || coin.Alkanes == AssetPresence.Unknown)
            ? new(SettlementRefusalReason.AssetsUnknown, detail + " What some of the other coins hold is not known now.")
            : new(reason, detail);
}
