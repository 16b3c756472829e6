using System.Globalization;
using DarkSwap.Hosting.OpenApi;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using DarkSwap.Trade.Desk;
using DarkSwap.Trade.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DarkSwap.Trade.Endpoints;

/// <summary>What a wallet is given to sign, and what it gives back.</summary>
internal static class SigningEndpoints
{
    /// <summary>The longest PSBT in base64, and the rest of the body.</summary>
    private const int MaximumBodyBytes = 600 * 1024;

    public static void MapSigning(this IEndpointRouteBuilder trades)
    {
        trades.MapGet("/{tradeId:guid}/psbt", GetPsbtAsync).RequireAuthorization(AccessPolicies.TradesRead).WithName("GetTradePsbt").WithSummary("Reads the PSBT that the wallet signs, and what it means")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        trades.MapPost("/{tradeId:guid}/signatures", SubmitSignaturesAsync).RequireAuthorization(AccessPolicies.TradesWrite).WithName("SubmitTradeSignatures").WithSummary("Takes the PSBT that the wallet has signed")
            .WithMetadata(new RequestSizeLimitAttribute(MaximumBodyBytes))
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(503);
    }

    private static async Task<Results<Ok<TradePsbtResponse>, ProblemHttpResult>> GetPsbtAsync(
        Guid tradeId, [DescribedAs(typeof(PsbtPurpose))] string? purpose, [DescribedAs(typeof(long))] string? feeRate, TradeDesk desk, SigningDesk signing, TradeReading reading, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var wanted = QueryValues.ReadName<PsbtPurpose>(errors, "purpose", purpose) ?? PsbtPurpose.Trade;
        var rate = QueryValues.ReadFeeRate(errors, "feeRate", feeRate);
        if (errors.Count > 0)
        {
            return ProblemResults.Invalid(errors);
        }

        var found = await desk.FindAsync(tradeId, cancellationToken);
        if (!found.IsSuccess)
        {
            return found.Error.ToProblem();
        }

        return wanted switch
        {
            PsbtPurpose.Trade => Describe(found.Value, reading),
            PsbtPurpose.Reclaim => await DescribeReclaimAsync(found.Value, rate, signing, cancellationToken),
        };
    }

    private static async Task<Results<Ok<TradeResponse>, ProblemHttpResult>> SubmitSignaturesAsync(
        Guid tradeId, SignaturesRequest request, SigningDesk signing, TradeReading reading, CancellationToken cancellationToken)
    {
        if (RequestValidation.Check(request) is { Count: > 0 } errors)
        {
            return ProblemResults.Invalid(errors);
        }

        return request.Purpose switch
        {
            PsbtPurpose.Trade => TradeEndpoints.Respond(await signing.SubmitAsync(tradeId, request.Psbt, cancellationToken), reading),
            PsbtPurpose.Reclaim => TradeEndpoints.Respond(await signing.SubmitReclaimAsync(tradeId, request.Psbt, cancellationToken), reading),
        };
    }

    private static Results<Ok<TradePsbtResponse>, ProblemHttpResult> Describe(TradeAggregate trade, TradeReading reading)
    {
        if (TradeView.NeedOf(trade) != TradeNeed.Signature || TradeView.CurrentRound(trade) is not { Template: { } template, Meaning: { } meaning })
        {
            return new TradeFailure(TradeFailureKind.WrongState, $"The trade is {TradeView.StateOf(trade)} and needs no signature here.").ToProblem();
        }

        return TypedResults.Ok(new TradePsbtResponse
        {
            Psbt = template.Psbt,
            InputsToSign = meaning.InputsToSign,
            SatoshiChange = meaning.SatoshiChange.ToString(CultureInfo.InvariantCulture),
            AssetChanges = [.. meaning.AssetChanges.Select(change => new AssetChangeResponse(change.Asset, change.Amount.ToString(CultureInfo.InvariantCulture)))],
            TransactionId = template.TransactionId,
            FeeSatoshis = template.FeeSatoshis,
            Deadline = TradeView.DeadlineOf(trade, reading.Times),
            Purpose = PsbtPurpose.Trade,
        });
    }

    private static async Task<Results<Ok<TradePsbtResponse>, ProblemHttpResult>> DescribeReclaimAsync(
        TradeAggregate trade, long? feeRate, SigningDesk signing, CancellationToken cancellationToken)
    {
        var result = await signing.BuildReclaimAsync(trade, feeRate ?? trade.FeeRate, cancellationToken);
        if (!result.IsSuccess)
        {
            return result.Error.ToProblem();
        }

        return TypedResults.Ok(new TradePsbtResponse
        {
            Psbt = result.Value.Psbt,
            InputsToSign = result.Value.InputsToSign,
            TransactionId = result.Value.TransactionId,
            FeeSatoshis = result.Value.FeeSatoshis,
            Purpose = PsbtPurpose.Reclaim,
        });
    }
}
