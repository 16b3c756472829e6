using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.Domain.Settlement.Checks;

namespace DarkSwap.Psbt.Trading;

/// <summary>Whether the coins that back a public order are there, proved, and hold enough.</summary>
public sealed class BackingVerifier(CoinInspector inspector, IChainStatus chainStatus)
{
    public async Task<BackingVerified> VerifyAsync(VerifyBacking request, CancellationToken cancellationToken)
    {
        if (chainStatus.Current.Network is not { } network)
        {
            return Unknown(chainStatus.Current.Sentence);
        }

        if (network.Name != request.Network)
        {
            return Invalid($"The order is for {request.Network}; this node is on {network.Name}.");
        }

        if (!RuneAsset.TryParse(request.Asset, out var rune))
        {
            return Invalid("Only runes can back an order.");
        }

        var outPoints = request.Coins.Select(coin => OutPoint.TryParse(coin.OutPoint, out var outPoint) ? outPoint : (OutPoint?)null).ToList();
        if (outPoints.Count is 0 or > SettlementLimits.MaximumInputsOfOneSide || outPoints.Contains(null) || outPoints.Distinct().Count() != outPoints.Count)
        {
            return Invalid("The backing outpoints are malformed, repeated, too many or none.");
        }

        var inspection = await inspector.InspectAsync(outPoints.OfType<OutPoint>(), tradeId: null, cancellationToken);
        var total = UInt128.Zero;
        var message = SigningDomains.BackingMessage(request.Network, request.OrderId);
        foreach (var coin in request.Coins)
        {
            var facts = inspection.FactsOf(OutPoint.Parse(coin.OutPoint));
            if (Refuse(coin.OutPoint, coin.Proof, facts, message) is { } refused)
            {
                return refused;
            }

            if (facts.Runes is not { } runes)
            {
                return Unknown(inspection.Sources.BehindDetail ?? $"{coin.OutPoint} is not confirmed yet.");
            }

            total = runes[rune] > UInt128.MaxValue - total ? UInt128.MaxValue : total + runes[rune];
        }

        return total < request.Amount ? Invalid($"The coins hold {total} of {request.Asset}, less than {request.Amount}.") : new() { State = BackingState.Valid };
    }

    private static BackingVerified? Refuse(string outPoint, byte[] proof, CoinFacts facts, string message) => facts.Presence switch
    {
        CoinPresence.Unknown => Unknown("The Bitcoin node cannot be asked now."),
        CoinPresence.SpentOrMissing => Invalid($"{outPoint} is spent or does not exist."),
        CoinPresence.Unspent when facts.Output!.Script.Type is not (ScriptType.PayToWitnessPublicKeyHash or ScriptType.PayToTaproot) => Invalid($"{outPoint} is neither P2WPKH nor P2TR."),
        CoinPresence.Unspent => CoinProof.Verifies(facts.Output!.Script, proof, message) ? null : Invalid($"The proof of {outPoint} is not valid."),
    };

    private static BackingVerified Invalid(string detail) => new() { State = BackingState.Invalid, Detail = detail };

    private static BackingVerified Unknown(string detail) => new() { State = BackingState.Unknown, Detail = detail };
}
