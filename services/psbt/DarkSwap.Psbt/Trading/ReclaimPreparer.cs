using DarkSwap.Contracts.Psbts;
using DarkSwap.Primitives;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.Domain.Settlement.Checks;

namespace DarkSwap.Psbt.Trading;

/// <summary>Self-spends that end an encumbered trade.</summary>
public sealed class ReclaimPreparer(CoinInspector inspector, NodeAddresses addresses)
{
    public async Task<Result<ReclaimBuilt, SettlementRefusal>> BuildAsync(BuildReclaim request, CancellationToken cancellationToken)
    {
        var terms = SettlementTermsReader.Read(request.Terms);
        if (!terms.IsSuccess)
        {
            return terms.Error;
        }

        var party = terms.Value.PartyOf(request.OwnRole);
        var holdings = await InspectAsync(terms.Value, party, cancellationToken);
        var built = holdings.IsSuccess ? ReclaimBuilder.Build(party, holdings.Value, request.FeeRate) : holdings.Error;
        if (!built.IsSuccess)
        {
            return built.Error;
        }

        return new ReclaimBuilt
        {
            Psbt = TradePsbt.Create(built.Value.Transaction, party.Inputs).ToArray(),
            TransactionId = built.Value.Transaction.Id.ToString(),
            InputsToSign = [.. party.Inputs.Select((input, index) => new InputToSign(index, input.OutPoint.ToString(), addresses.Format(input.Script)))],
            FeeSatoshis = built.Value.FeeSatoshis,
        };
    }

    public async Task<Result<ReclaimFinalized, SettlementRefusal>> FinalizeAsync(FinalizeReclaim request, CancellationToken cancellationToken)
    {
        var terms = SettlementTermsReader.Read(request.Terms);
        if (!terms.IsSuccess)
        {
            return terms.Error;
        }

        var party = terms.Value.PartyOf(request.OwnRole);
        var psbt = TradePsbt.Read(request.Psbt, party.Inputs);
        if (!psbt.IsSuccess)
        {
            return psbt.Error;
        }

        if (psbt.Value.SignatureFault is { } fault)
        {
            return new SettlementRefusal(SettlementRefusalReason.InvalidSignature, fault);
        }

        if (psbt.Value.FinalTransaction is not { } final)
        {
            return new SettlementRefusal(SettlementRefusalReason.MissingSignature, "Not every input is signed.");
        }

        var holdings = await InspectAsync(terms.Value, party, cancellationToken);
        if (!holdings.IsSuccess)
        {
            return holdings.Error;
        }

        return ReclaimBuilder.IsReclaim(psbt.Value.UnsignedTransaction, party, holdings.Value)
            ? new ReclaimFinalized { Transaction = final.ToArray(), TransactionId = final.Id.ToString() }
            : new SettlementRefusal(SettlementRefusalReason.TemplateMismatch, "The PSBT is not the self-spend that was built for this trade.");
    }

    private async Task<Result<RuneBalances, SettlementRefusal>> InspectAsync(SettlementTerms terms, SettlementParty party, CancellationToken cancellationToken)
    {
        var inspection = await inspector.InspectAsync(party.Inputs.Select(input => input.OutPoint), terms.TradeId, cancellationToken);
        if (inspection.Coins.Values.Any(coin => coin.Presence == CoinPresence.SpentOrMissing))
        {
            return new SettlementRefusal(SettlementRefusalReason.CoinUnavailable, "An input is spent already.");
        }

        return inspection.TotalOf(party.Inputs) is { } holdings
            ? holdings
            : new SettlementRefusal(SettlementRefusalReason.AssetsUnknown, inspection.Sources.BehindDetail ?? "What the inputs hold is not known now.");
    }
}
