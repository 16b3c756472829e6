using System.Collections.Immutable;
using System.Numerics;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Primitives;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.Domain.Settlement.Checks;
using DarkSwap.Psbt.Telemetry;

namespace DarkSwap.Psbt.Trading;

/// <summary>Gathers what the checks judge by, and runs them.</summary>
public sealed partial class TradeChecker(
    CoinInspector inspector, OwnedScripts ownedScripts, NodeAccess node, PsbtMetrics metrics, ILogger<TradeChecker> logger)
{
    public async Task<TradeChecked> CheckAsync(CheckTrade request, CancellationToken cancellationToken)
    {
        var terms = SettlementTermsReader.Read(request.Terms);
        if (!terms.IsSuccess)
        {
            return Refused(terms.Error);
        }

        TradePsbt? psbt = null;
        if (request.Psbt is { } bytes)
        {
            var read = TradePsbt.Read(bytes, terms.Value.Inputs);
            if (!read.IsSuccess)
            {
                return Refused(read.Error);
            }

            psbt = read.Value;
        }

        var context = await GatherAsync(request, terms.Value, psbt, cancellationToken);
        var failures = SettlementChecks.Run(context);
        foreach (var failure in failures)
        {
            metrics.ChecksFailed.Add(1, new KeyValuePair<string, object?>("check", failure.Check.ToString()));
            LogFailed(request.Terms.TradeId, request.Stage, failure.Check, failure.Detail);
        }

        return Describe(context, failures);
    }

    /// <summary>Terms that cannot be read make no template.</summary>
    private static TradeChecked Refused(SettlementRefusal refusal) => new()
    {
        Failures = [new SettlementCheckFailure(SettlementCheck.TemplateMatches, refusal.Detail, refusal.IsTransient)],
        InputsToSign = [],
        SatoshiChange = 0,
        AssetChanges = [],
    };

    private async Task<SettlementCheckContext> GatherAsync(CheckTrade request, SettlementTerms terms, TradePsbt? psbt, CancellationToken cancellationToken)
    {
        var inspection = await inspector.InspectAsync(terms.Inputs.Select(input => input.OutPoint), terms.TradeId, cancellationToken);
        return new SettlementCheckContext
        {
            Stage = request.Stage,
            Terms = terms,
            OwnRole = request.OwnRole,
            Network = node.Status.Current.Network?.Name,
            Own = await GatherOwnAsync(request, terms, cancellationToken),
            Coins = inspection.Coins,
            AssetSources = inspection.Sources,
            Order = request.Order,
            Now = request.Now,
            Deadline = request.Deadline,
            ConfirmationsWanted = request.ConfirmationsWanted,
            Psbt = psbt,
            CounterpartyTermsSignature = request.CounterpartyTermsSignature is { } signature ? new ReadOnlyMemory<byte>(signature) : null,
            Counterparty = request.Counterparty,
            MinimumFeeRate = request.MinimumFeeRate,
            MaximumFeeRate = request.MaximumFeeRate,
            Template = Rebuild(terms, inspection),
            MempoolVerdict = request.Stage == TradeCheckStage.AfterMerging && psbt?.FinalTransaction is { } final ? await AskMempoolAsync(final, cancellationToken) : null,
        };
    }

    private static Result<SettlementTemplate, SettlementRefusal>? Rebuild(SettlementTerms terms, CoinInspection inspection)
    {
        if (inspection.TotalOf(terms.AssetSide.Inputs) is { } holdings)
        {
            return TemplateBuilder.Build(terms, holdings);
        }

        return null;
    }

    /// <summary>Destinations that cannot be read stay empty scripts, which no output pays: the check of destinations fails.</summary>
    private async Task<OwnSide> GatherOwnAsync(CheckTrade request, SettlementTerms terms, CancellationToken cancellationToken)
    {
        node.Addresses.TryRead(request.Settlement.ReceiveAddress, out var receive);
        node.Addresses.TryRead(request.Settlement.ChangeAddress, out var change);
        var outPoints = request.Settlement.Coins.Select(coin => OutPoint.TryParse(coin.OutPoint, out var outPoint) ? outPoint : (OutPoint?)null).OfType<OutPoint>().ToImmutableHashSet();
        var own = terms.PartyOf(request.OwnRole).Inputs.Where(input => outPoints.Contains(input.OutPoint)).Select(input => input.Script);
        var others = terms.PartyOf(SettlementTerms.OtherThan(request.OwnRole)).Inputs.Select(input => input.Script);
        var registered = await ownedScripts.FindAsync(others, request.Subject, areFollowedIncluded: !request.IsOfUser, cancellationToken);
        ImmutableHashSet<Script> scripts = [receive, change, .. own, .. registered];
        return new OwnSide(outPoints, receive, change, scripts.Remove(Script.Empty));
    }

    private async Task<MempoolVerdict> AskMempoolAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            var acceptance = await node.Chain.TestAcceptanceAsync(transaction, cancellationToken);
            var isThereAlready = acceptance.RejectReason is { } reason && (reason.Contains("txn-already-in-mempool", StringComparison.Ordinal) || reason.Contains("txn-already-known", StringComparison.Ordinal));
            return new(IsKnown: true, acceptance.IsAllowed || isThereAlready ? null : acceptance.RejectReason ?? "no reason given");
        }
        catch (ChainSourceException)
        {
            return new(IsKnown: false, null);
        }
    }

    private TradeChecked Describe(SettlementCheckContext context, ImmutableArray<SettlementCheckFailure> failures)
    {
        var outcome = SettlementReview.Simulate(context);
        var own = context.OwnParty.Inputs.Select(input => input.OutPoint).ToHashSet();
        var toSign = context.Terms.Inputs.Select((input, index) => (input, index)).Where(entry => own.Contains(entry.input.OutPoint));
        return new TradeChecked
        {
            Failures = failures,
            InputsToSign = [.. toSign.Select(entry => new InputToSign(entry.index, entry.input.OutPoint.ToString(), node.Addresses.Format(entry.input.Script)))],
            SatoshiChange = outcome?.SatoshiChange(context.Own.Scripts) ?? 0,
            AssetChanges = [.. outcome?.RuneChanges(context.Own.Scripts).Select(change => new AssetChange(RuneAsset.Format(change.Key), Clamp(change.Value))) ?? []],
            Transaction = context.Stage == TradeCheckStage.AfterMerging && failures.IsEmpty ? context.Psbt?.FinalTransaction?.ToArray() : null,
        };
    }

    private static Int128 Clamp(BigInteger amount) =>
        amount > (BigInteger)Int128.MaxValue ? Int128.MaxValue : amount < (BigInteger)Int128.MinValue ? Int128.MinValue : (Int128)amount;

    [LoggerMessage(EventId = 2530, Level = LogLevel.Information, Message = "Trade {TradeId} at {Stage}: {Check} failed: {Detail}")]
    private partial void LogFailed(Guid tradeId, TradeCheckStage stage, SettlementCheck check, string detail);
}
