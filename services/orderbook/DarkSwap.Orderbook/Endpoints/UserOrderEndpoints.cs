using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Hosting.Node;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using DarkSwap.Orderbook.OwnOrders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>What users of front ends sign with their own keys.</summary>
internal static class UserOrderEndpoints
{
    public static void MapUserOrders(this IEndpointRouteBuilder orders)
    {
        Describe(orders.MapPost("/signed", SubmitSignedOrderAsync), "SubmitSignedOrder", "Takes what the caller's key has signed: a new order, a change or a cancellation")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        Describe(orders.MapPost("/drafts/payloads", DraftOrderPayload), "DraftOrderPayload", "A drafted order with its coins' proofs, as the bytes that its maker's key signs");
        Describe(orders.MapPost("/{orderId}/changes/drafts", DraftOrderChangeAsync), "DraftOrderChange", "A change of the caller's order as the bytes to sign; an empty one says what its trades have come to")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        Describe(orders.MapPost("/{orderId}/cancellations/drafts", DraftOrderCancellationAsync), "DraftOrderCancellation", "The cancellation of the caller's order as the bytes to sign")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder builder, string name, string summary) =>
        builder.RequireAuthorization(AccessPolicies.OrdersWrite).WithName(name).WithSummary(summary).ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<Results<Created<OrderResponse>, Ok<OrderResponse>, ProblemHttpResult>> SubmitSignedOrderAsync(
        SignedOrderRequest request, Caller caller, UserOrderDesk desk, CancellationToken cancellationToken)
    {
        var placed = await desk.SubmitAsync(request.ToSubmission(), caller.User, cancellationToken);
        if (!placed.IsSuccess)
        {
            return placed.Error.ToProblem();
        }

        var order = OrderResponse.Of(placed.Value.Order);
        return placed.Value.IsNew ? TypedResults.Created($"{NodeApplication.BasePath}/orders/{order.OrderId}", order) : TypedResults.Ok(order);
    }

    private static Results<Ok<SigningDraftResponse>, ProblemHttpResult> DraftOrderPayload(OrderPayloadRequest request)
    {
        var terms = OrderTermsCodec.Decode(request.Document);
        if (!terms.IsSuccess)
        {
            return ProblemResults.Invalid("document", RefusalText.Of(terms.Error));
        }

        if (request.Proofs.Count != terms.Value.Backing.Count || request.Proofs.Any(proof => proof is null || proof.Length is 0 or > OrderLimits.MaximumProofLength))
        {
            return ProblemResults.Invalid("proofs", $"are one BIP-322 proof of 1 to {OrderLimits.MaximumProofLength} bytes for each coin behind the document");
        }

        var draft = SigningDraft.Of(
            OrderTermsCodec.IdOf(request.Document), terms.Value.Network, PayloadTypes.OrderCreate, SignedOrderCreation.Payload(terms.Value, request.Proofs));
        return TypedResults.Ok(SigningDraftResponse.Of(draft));
    }

    private static async Task<Results<Ok<SigningDraftResponse>, ProblemHttpResult>> DraftOrderChangeAsync(
        string orderId, ChangeOrderRequest request, Caller caller, UserOrderDrafts drafts, CancellationToken cancellationToken)
    {
        var rules = new QueryRules();
        rules.OrderId(orderId);
        if (rules.HasErrors)
        {
            return ProblemResults.Invalid(rules.Errors);
        }

        var drafted = await drafts.ChangeAsync(orderId, request.ToChange(), caller.User, cancellationToken);
        return drafted.IsSuccess ? TypedResults.Ok(SigningDraftResponse.Of(drafted.Value.Draft, drafted.Value.Terms)) : drafted.Error.ToProblem();
    }

    private static async Task<Results<Ok<SigningDraftResponse>, ProblemHttpResult>> DraftOrderCancellationAsync(
        string orderId, Caller caller, UserOrderDrafts drafts, CancellationToken cancellationToken)
    {
        var rules = new QueryRules();
        rules.OrderId(orderId);
        if (rules.HasErrors)
        {
            return ProblemResults.Invalid(rules.Errors);
        }

        var drafted = await drafts.CancelAsync(orderId, caller.User, cancellationToken);
        return drafted.IsSuccess ? TypedResults.Ok(SigningDraftResponse.Of(drafted.Value)) : drafted.Error.ToProblem();
    }
}
