using DarkSwap.Contracts.Trades;
using DarkSwap.Hosting.Node;
using DarkSwap.Hosting.OpenApi;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using DarkSwap.Primitives;
using DarkSwap.Trade.Desk;
using DarkSwap.Trade.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Trade.Endpoints;

/// <summary>Beginning, reading and deciding trades.</summary>
internal static class TradeEndpoints
{
    public static void MapTrades(this IEndpointRouteBuilder endpoints)
    {
        var trades = endpoints.MapGroup("/trades").WithTags("trades").AddEndpointFilter<UnansweredFilter>().AddEndpointFilter<OwnershipFilter>();
        trades.MapPost("/", StartTradeAsync).RequireAuthorization(AccessPolicies.TradesWrite).WithName("StartTrade").WithSummary("Proposes a trade to an order's maker")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        trades.MapGet("/", ListTradesAsync).RequireAuthorization(AccessPolicies.TradesRead).WithName("ListTrades").WithSummary("Lists trades, newest first").ProducesProblem(400).ProducesProblem(401);
        trades.MapGet("/{tradeId:guid}", GetTradeAsync).RequireAuthorization(AccessPolicies.TradesRead).WithName("GetTrade").WithSummary("Reads a trade").ProducesProblem(401).ProducesProblem(404);
        Decision(trades.MapPost("/{tradeId:guid}/acceptance", AcceptTradeAsync).RequireAuthorization(AccessPolicies.TradesWrite).WithName("AcceptTrade").WithSummary("Accepts a proposal to an order with manual acceptance"));
        Decision(trades.MapPost("/{tradeId:guid}/rejection", RejectTradeAsync).RequireAuthorization(AccessPolicies.TradesWrite).WithName("RejectTrade").WithSummary("Refuses a proposal"));
        Decision(trades.MapPost("/{tradeId:guid}/cancellation", CancelTradeAsync).RequireAuthorization(AccessPolicies.TradesWrite).WithName("CancelTrade").WithSummary("Cancels a trade before this side's signature has left"));
        Decision(trades.MapPost("/{tradeId:guid}/fee-bumps", BumpFeeAsync).RequireAuthorization(AccessPolicies.TradesWrite).WithName("BumpTradeFee").WithSummary("Begins another round with a higher fee rate"));
        trades.MapGet("/{tradeId:guid}/transcript", GetTranscriptAsync).RequireAuthorization(AccessPolicies.TradesRead).WithName("GetTradeTranscript").WithSummary("Reads the signed messages of a trade in order")
            .ProducesProblem(401).ProducesProblem(404);
        trades.MapSigning();
    }

    private static void Decision(RouteHandlerBuilder builder) => builder.ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<Created<TradeResponse>, Ok<TradeResponse>, ProblemHttpResult>> StartTradeAsync(
        StartTradeRequest request, Caller caller, TradeStart start, TradeReading reading, CancellationToken cancellationToken)
    {
        if (!caller.ActsForNode)
        {
            return ProblemResults.Problem(
                StatusCodes.Status403Forbidden, "taking-needs-delegation", "Users take no orders: peers know no delegation of a taker's key to a node; place an order instead");
        }

        if (RequestValidation.Check(request) is { Count: > 0 } errors)
        {
            return ProblemResults.Invalid(errors);
        }

        var result = await start.BeginAsync(RequestValidation.ToTradeRequest(request), cancellationToken);
        if (!result.IsSuccess)
        {
            return result.Error.ToProblem();
        }

        var response = TradeResponse.Of(result.Value.Trade, reading.Times);
        return result.Value.IsNew ? TypedResults.Created($"{NodeApplication.BasePath}/trades/{response.TradeId:D}", response) : TypedResults.Ok(response);
    }

    private static async Task<Results<Ok<TradePage>, ProblemHttpResult>> ListTradesAsync(
        [DescribedAs(typeof(TradeState))] string? state, [DescribedAs(typeof(TradeNeed))] string? needs, string? orderId, int? limit, string? cursor,
        Caller caller, TradeReading reading, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var query = new TradeQuery
        {
            Owner = caller.User,
            State = QueryValues.ReadName<TradeState>(errors, "state", state),
            Need = QueryValues.ReadName<TradeNeed>(errors, "needs", needs),
            OrderId = QueryValues.ReadHash(errors, "orderId", orderId),
            Limit = QueryValues.ReadLimit(errors, limit),
            After = TradeCursor.Read(errors, cursor),
        };
        return errors.Count > 0 ? ProblemResults.Invalid(errors) : TypedResults.Ok(await reading.ListAsync(query, cancellationToken));
    }

    private static async Task<Results<Ok<TradeResponse>, ProblemHttpResult>> GetTradeAsync(Guid tradeId, TradeDesk desk, TradeReading reading, CancellationToken cancellationToken) =>
        Respond(await desk.FindAsync(tradeId, cancellationToken), reading);

    private static async Task<Results<Ok<TradeResponse>, ProblemHttpResult>> AcceptTradeAsync(Guid tradeId, TradeDesk desk, TradeReading reading, CancellationToken cancellationToken) =>
        Respond(await desk.ApplyAsync(tradeId, new TradeSignal.Accept(), null, cancellationToken), reading);

    private static async Task<Results<Ok<TradeResponse>, ProblemHttpResult>> RejectTradeAsync(
        Guid tradeId, ReasonRequest? request, TradeDesk desk, TradeReading reading, CancellationToken cancellationToken) =>
        RequestValidation.Check(request) is { Count: > 0 } errors
            ? ProblemResults.Invalid(errors)
            : Respond(await desk.ApplyAsync(tradeId, new TradeSignal.Decline(request?.Reason), null, cancellationToken), reading);

    private static async Task<Results<Ok<TradeResponse>, ProblemHttpResult>> CancelTradeAsync(
        Guid tradeId, ReasonRequest? request, TradeDesk desk, TradeReading reading, CancellationToken cancellationToken) =>
        RequestValidation.Check(request) is { Count: > 0 } errors
            ? ProblemResults.Invalid(errors)
            : Respond(await desk.ApplyAsync(tradeId, new TradeSignal.Cancel(request?.Reason), null, cancellationToken), reading);

    private static async Task<Results<Ok<TradeResponse>, ProblemHttpResult>> BumpFeeAsync(
        Guid tradeId, FeeBumpRequest request, TradeDesk desk, TradeReading reading, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        RequestValidation.CheckFeeRate(errors, request.FeeRate);
        return errors.Count > 0
            ? ProblemResults.Invalid(errors)
            : Respond(await desk.ApplyAsync(tradeId, new TradeSignal.BumpFee(request.FeeRate), null, cancellationToken), reading);
    }

    private static async Task<Results<Ok<TranscriptResponse>, ProblemHttpResult>> GetTranscriptAsync(Guid tradeId, TradeReading reading, CancellationToken cancellationToken) =>
        await reading.TranscriptOfAsync(tradeId, cancellationToken) is { } transcript
            ? TypedResults.Ok(transcript)
            : new TradeFailure(TradeFailureKind.UnknownTrade).ToProblem();

    internal static Results<Ok<TradeResponse>, ProblemHttpResult> Respond(Result<TradeAggregate, TradeFailure> result, TradeReading reading) =>
        result.IsSuccess ? TypedResults.Ok(TradeResponse.Of(result.Value, reading.Times)) : result.Error.ToProblem();
}
