using System.Collections.Immutable;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Primitives;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.Domain.Settlement.Checks;
using DarkSwap.Psbt.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Trading;

/// <summary>Chooses what a side puts into a trade from the coins that its user put up.</summary>
public sealed class TradeInputSelector(
    CoinInspector inspector, PreviousTransactions previousTransactions, NodeAccess node, IDbContextFactory<PsbtDbContext> contexts, TimeProvider timeProvider)
{
    /// <summary>Inputs of the other side that a taker reckons with in its fee, before it knows them.</summary>
    private const int ExpectedAssetInputs = 3;

    public async Task<Result<TradeParty, SettlementRefusal>> SelectAsync(SelectTradeInputs request, CancellationToken cancellationToken)
    {
        if (Validate(request, out var rune, out var proofs) is { } refusal)
        {
            return refusal;
        }

        var inspection = await inspector.InspectAsync(proofs.Keys, tradeId: null, cancellationToken);
        if (inspection.Sources is { IsMissing: true })
        {
            return Refuse(SettlementRefusalReason.AssetSourceMissing, "There is no source of inscriptions or alkanes, so no trade is made.");
        }

        if (inspection.Sources.BehindDetail is { } detail)
        {
            return Refuse(SettlementRefusalReason.AssetsUnknown, detail);
        }

        var described = proofs.Select(coin => Describe(coin.Key, coin.Value, inspection)).OfType<SelectableCoin>().ToList();
        var coins = described.Where(coin => IsProved(coin, request.ProofMessage)).ToList();
        var locked = await LoadLockedAsync(proofs.Keys, cancellationToken);
        var free = coins.Where(coin => !locked.Contains(coin.Input.OutPoint)).ToList();
        var chosen = Choose(request, rune, free);
        if (!chosen.IsSuccess && free.Count < coins.Count)
        {
            chosen = Choose(request, rune, coins);
        }

        if (chosen.IsSuccess)
        {
            return await MakePartyAsync(request, chosen.Value, inspection, cancellationToken);
        }

        if (described.Find(coin => !coins.Contains(coin)) is { } unproved)
        {
            return Refuse(SettlementRefusalReason.InvalidInput, $"{chosen.Error.Detail} The proof of {unproved.Input.OutPoint} is not valid.");
        }

        // A coin that is not confirmed yet, or came with a block that the index has not seen, may be what is missing.
        return inspection.Coins.Values.Any(coin => coin is { Presence: CoinPresence.Unspent, Runes: null })
            ? Refuse(SettlementRefusalReason.AssetsUnknown, chosen.Error.Detail + " What some of the other coins hold is not known now.")
            : chosen.Error;
    }

    private SettlementRefusal? Validate(SelectTradeInputs request, out Bitcoin.Runes.RuneId rune, out Dictionary<OutPoint, byte[]> proofs)
    {
        proofs = [];
        if (!RuneAsset.TryParse(request.Asset, out rune))
        {
            return Refuse(SettlementRefusalReason.UnsupportedAsset, "Only runes can be settled.");
        }

        if (node.Status.Current.Network is not { } network)
        {
            return Refuse(SettlementRefusalReason.ChainUnavailable, node.Status.Current.Sentence);
        }

        if (network.Name != request.Network)
        {
            return Refuse(SettlementRefusalReason.WrongNetwork, $"This node is on {network.Name}.");
        }

        if (!node.Addresses.TryRead(request.Settlement.ReceiveAddress, out var receive) || !node.Addresses.TryRead(request.Settlement.ChangeAddress, out var change)
            || !SettlementTermsReader.IsPayable(receive) || !SettlementTermsReader.IsPayable(change))
        {
            return Refuse(SettlementRefusalReason.InvalidAddress, "The receive or change address is none of this network.");
        }

        foreach (var coin in request.Settlement.Coins)
        {
            if (!OutPoint.TryParse(coin.OutPoint, out var outPoint) || !proofs.TryAdd(outPoint, coin.Proof))
            {
                return Refuse(SettlementRefusalReason.InvalidInput, "A coin's outpoint is malformed or repeated.");
            }
        }

        return request.Fill == UInt128.Zero || request.QuoteSatoshis < 1 || !Money.IsInRange(request.QuoteSatoshis) || request.FeeRate is < 0 or > SettlementLimits.MaximumFeeRate
            ? Refuse(SettlementRefusalReason.InvalidAmount, "Fill, price or fee rate is out of range.")
            : null;
    }

    /// <summary>Nobody gets a coin locked that is not theirs.</summary>
    private static bool IsProved(SelectableCoin coin, string? message) => message is null || CoinProof.Verifies(coin.Input, message);

    private static SelectableCoin? Describe(OutPoint outPoint, byte[] proof, CoinInspection inspection)
    {
        var facts = inspection.FactsOf(outPoint);
        return facts is { Presence: CoinPresence.Unspent, Output: { } output, Runes: { } runes } && output.Script.Type is ScriptType.PayToWitnessPublicKeyHash or ScriptType.PayToTaproot
            ? new SelectableCoin(new SettlementInput(outPoint, output.ValueSatoshis, output.Script) { Proof = proof }, runes, facts.Inscriptions, facts.Alkanes)
            : null;
    }

    private static Result<ImmutableArray<SelectableCoin>, SettlementRefusal> Choose(SelectTradeInputs request, Bitcoin.Runes.RuneId rune, List<SelectableCoin> coins) => request.Role switch
    {
        TradeRole.GivesAsset => CoinSelection.ForAsset(coins, rune, request.Fill),
        TradeRole.GivesBitcoin => CoinSelection.ForBitcoin(coins, request.QuoteSatoshis, request.FeeRate, ExpectedAssetInputs),
    };

    private async Task<Result<TradeParty, SettlementRefusal>> MakePartyAsync(
        SelectTradeInputs request, ImmutableArray<SelectableCoin> chosen, CoinInspection inspection, CancellationToken cancellationToken)
    {
        var inputs = new List<TradeInput>(chosen.Length);
        foreach (var coin in chosen)
        {
            var isWitnessV0 = coin.Input.Script.Type == ScriptType.PayToWitnessPublicKeyHash;
            var previous = isWitnessV0 ? await previousTransactions.FindAsync(inspection.Unspent[coin.Input.OutPoint], cancellationToken) : null;
            if (isWitnessV0 && previous is null)
            {
                return Refuse(SettlementRefusalReason.ChainUnavailable, $"The node no longer has the transaction that made {coin.Input.OutPoint}.");
            }

            inputs.Add(new TradeInput
            {
                OutPoint = coin.Input.OutPoint.ToString(),
                Satoshis = coin.Input.Satoshis,
                Script = coin.Input.Script.ToArray(),
                PreviousTransaction = previous?.ToArray(),
                Proof = coin.Input.Proof.ToArray(),
            });
        }

        node.Addresses.TryRead(request.Settlement.ReceiveAddress, out var receive);
        node.Addresses.TryRead(request.Settlement.ChangeAddress, out var change);
        return new TradeParty { Inputs = inputs, ReceiveScript = receive.ToArray(), ChangeScript = change.ToArray() };
    }

    private async Task<HashSet<OutPoint>> LoadLockedAsync(IEnumerable<OutPoint> outPoints, CancellationToken cancellationToken)
    {
        var keys = outPoints.Select(outPoint => outPoint.ToString()).ToList();
        var now = timeProvider.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var locks = await context.Set<CoinLock>().AsNoTracking().Where(held => keys.Contains(held.OutPoint)).ToListAsync(cancellationToken);
        return [.. locks.Where(held => held.IsHeldAt(now)).Select(held => OutPoint.Parse(held.OutPoint))];
    }

    private static SettlementRefusal Refuse(SettlementRefusalReason reason, string detail) => new(reason, detail);
}
