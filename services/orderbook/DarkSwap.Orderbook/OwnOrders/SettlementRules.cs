using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;

namespace DarkSwap.Orderbook.OwnOrders;

/// <summary>What must hold of an own order and its private data, field by field.</summary>
internal static class SettlementRules
{
    public static Dictionary<string, string[]> OfDocument(OrderRefusal refusal) => new() { ["document"] = [RefusalText.Of(refusal)] };

    /// <param name="invalidAddresses">Those of the settlement's addresses that the psbt service could not read.</param>
    public static Dictionary<string, string[]> Check(
        OrderTerms terms, Settlement settlement, IReadOnlyList<string> invalidAddresses, string network, string ownPeerId, DateTimeOffset now)
    {
        var errors = CheckSettlement(terms, settlement, invalidAddresses, network);
        if (PeerId.FromPublicKey(terms.Maker).ToString() != ownPeerId)
        {
            errors["document"] = ["is of another maker than this node"];
        }
        else if ((OrderRules.Check(terms, network) ?? OrderRules.CheckClock(terms, now)) is { } refusal)
        {
            errors["document"] = [RefusalText.Of(refusal)];
        }

        return errors;
    }

    /// <summary>The private part alone, for terms that were checked before.</summary>
    /// <param name="invalidAddresses">Those of the settlement's addresses that the psbt service could not read.</param>
    public static Dictionary<string, string[]> CheckSettlement(OrderTerms terms, Settlement settlement, IReadOnlyList<string> invalidAddresses, string network)
    {
        var errors = new Dictionary<string, string[]>();
        CheckAddress(settlement.ReceiveAddress, "settlement.receiveAddress");
        CheckAddress(settlement.ChangeAddress, "settlement.changeAddress");
        if (settlement.ChangeProof is { Length: 0 or > OrderLimits.MaximumProofLength })
        {
            errors["settlement.changeProof"] = [$"is a BIP-322 proof of at most {OrderLimits.MaximumProofLength} bytes"];
        }

        var coins = settlement.Coins.Select(coin => new BackingCoin(coin.OutPoint, coin.Proof)).ToList();
        if (CheckCoins(coins) is { } reason)
        {
            errors["settlement.coins"] = [reason];
        }
        else if (terms.Side == OrderDocumentSide.Sell && !terms.Backing.ToHashSet().SetEquals(coins.Select(coin => coin.OutPoint)))
        {
            errors["settlement.coins"] = ["are exactly the coins that back the document"];
        }

        return errors;

        void CheckAddress(string address, string field)
        {
            if (invalidAddresses.Contains(address))
            {
                errors[field] = [$"is not an address of {network}"];
            }
        }
    }

    /// <summary>Null when nothing is wrong.</summary>
    public static string? CheckCoins(IReadOnlyList<BackingCoin> coins)
    {
        if (coins.Count is 0 or > OrderLimits.MaximumBackingCoins)
        {
            return $"are 1 to {OrderLimits.MaximumBackingCoins} coins";
        }

        if (coins.Any(coin => !OutPointText.IsOutPoint(coin.OutPoint)))
        {
            return "have outpoints such as txid:index";
        }

        if (coins.Select(coin => coin.OutPoint).Distinct(StringComparer.Ordinal).Count() != coins.Count)
        {
            return "name each coin once";
        }

        return coins.All(coin => coin.Proof.Length is > 0 and <= OrderLimits.MaximumProofLength)
            ? null
            : $"have BIP-322 proofs of 1 to {OrderLimits.MaximumProofLength} bytes";
    }

    /// <summary>A seller's coins in the order of the document, so that proofs stand beside their coins.</summary>
    public static IReadOnlyList<BackingCoin> InOrderOf(OrderTerms terms, Settlement settlement)
    {
        var coins = settlement.Coins.Select(coin => new BackingCoin(coin.OutPoint, coin.Proof)).ToList();
        return terms.Side == OrderDocumentSide.Sell ? [.. terms.Backing.Select(outPoint => coins.Single(coin => coin.OutPoint == outPoint))] : coins;
    }
}
