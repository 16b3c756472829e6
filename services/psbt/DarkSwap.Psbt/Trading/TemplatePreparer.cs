using DarkSwap.Contracts.Psbts;
using DarkSwap.Primitives;
using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.Telemetry;

namespace DarkSwap.Psbt.Trading;

/// <summary>Builds the transaction of agreed terms with what the index knows of the asset side's inputs.</summary>
public sealed class TemplatePreparer(CoinInspector inspector, PsbtMetrics metrics)
{
    public async Task<Result<TemplatePrepared, SettlementRefusal>> PrepareAsync(TradeTerms request, CancellationToken cancellationToken)
    {
        var terms = SettlementTermsReader.Read(request);
        var template = terms.IsSuccess ? await BuildAsync(terms.Value, cancellationToken) : terms.Error;
        metrics.TemplatesBuilt.Add(1, new KeyValuePair<string, object?>("outcome", template.IsSuccess ? "built" : template.Error.Reason.ToString()));
        if (!template.IsSuccess)
        {
            return template.Error;
        }

        return new TemplatePrepared
        {
            Psbt = TradePsbt.Create(template.Value.Transaction, terms.Value!.Inputs).ToArray(),
            TemplateHash = template.Value.ComputeHash(),
            TransactionId = template.Value.Transaction.Id.ToString(),
            FeeSatoshis = template.Value.FeeSatoshis,
            AssetChangeOutPoint = template.Value.AssetChangeOutPoint?.ToString(),
        };
    }

    private async Task<Result<SettlementTemplate, SettlementRefusal>> BuildAsync(SettlementTerms terms, CancellationToken cancellationToken)
    {
        var inspection = await inspector.InspectAsync(terms.AssetSide.Inputs.Select(input => input.OutPoint), terms.TradeId, cancellationToken);
        return inspection.TotalOf(terms.AssetSide.Inputs) is { } holdings
            ? TemplateBuilder.Build(terms, holdings)
            : new SettlementRefusal(SettlementRefusalReason.AssetsUnknown, inspection.Sources.BehindDetail ?? "What the asset inputs hold is not known now: they may be unconfirmed.");
    }
}
