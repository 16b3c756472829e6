using DarkSwap.Contracts.Orders;
using DarkSwap.Cryptography;
using DarkSwap.Hosting.Node;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using DarkSwap.Orderbook.OwnOrders;
using DarkSwap.Orderbook.Persistence;
using DarkSwap.Orderbook.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary><c>/orders</c>: reading is open to all; what is placed, changed and cancelled here is the node's own.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder endpoints)
    {
        var orders = endpoints.MapGroup("/orders").WithTags("orders");
        orders.MapGet("/", ListOrdersAsync).AllowAnonymous().WithName("ListOrders").WithSummary("Orders of the book, newest first; open ones by default")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        orders.MapGet("/{orderId}", GetOrderAsync).AllowAnonymous().WithName("GetOrder").WithSummary("One order")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        orders.MapPost("/drafts", DraftOrderAsync).RequireAuthorization(AccessPolicies.OrdersWrite).WithName("DraftOrder").WithSummary("Terms as the bytes and messages that there are to sign; nothing is stored")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        orders.MapPost("/", PlaceOrderAsync).RequireAuthorization(AccessPolicies.OrdersWrite).WithName("PlaceOrder").WithSummary("Signs, stores and publishes a drafted order")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        orders.MapPatch("/{orderId}", ChangeOrderAsync).RequireAuthorization(AccessPolicies.OrdersWrite).WithName("ChangeOrder").WithSummary("Suspends, resumes, reduces, shortens or backs an own order anew")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        orders.MapDelete("/{orderId}", CancelOrderAsync).RequireAuthorization(AccessPolicies.OrdersWrite).WithName("CancelOrder").WithSummary("Cancels an own order for good")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        orders.MapUserOrders();
    }

    private static async Task<Results<Ok<OrderPage>, ProblemHttpResult>> ListOrdersAsync([AsParameters] OrderQuery query, BookReader reader, CancellationToken cancellationToken)
    {
        var rules = new QueryRules();
        var filter = new OrderFilter
        {
            Status = rules.Name<OrderStatus>("status", query.Status) ?? OrderStatus.Open,
            Base = rules.Asset("base", query.Base),
            Quote = rules.Asset("quote", query.Quote),
            Side = rules.Name<OrderSide>("side", query.Side),
            Maker = rules.Peer("maker", query.Maker),
        };
        var limit = rules.Limit(query.Limit);
        var cursor = rules.Cursor(query.Cursor);
        if (rules.HasErrors)
        {
            return ProblemResults.Invalid(rules.Errors);
        }

        var rows = await reader.ListAsync(filter, limit, cursor, cancellationToken);
        var page = rows.Take(limit).ToList();
        var next = rows.Count > limit ? new PageCursor(page[^1].CreatedAt, page[^1].OrderId).ToString() : null;
        return TypedResults.Ok(new OrderPage { Items = [.. page.Select(row => OrderResponse.Of(row.ToSnapshot()))], Cursor = next });
    }

    private static async Task<Results<Ok<OrderResponse>, ProblemHttpResult>> GetOrderAsync(string orderId, BookReader reader, CancellationToken cancellationToken)
    {
        var rules = new QueryRules();
        rules.OrderId(orderId);
        if (rules.HasErrors)
        {
            return ProblemResults.Invalid(rules.Errors);
        }

        var row = await reader.FindAsync(orderId, cancellationToken);
        return row is null ? OwnOrderError.NotFound.ToProblem() : TypedResults.Ok(OrderResponse.Of(row.ToSnapshot()));
    }

    private static async Task<Results<Ok<OrderDraftResponse>, ProblemHttpResult>> DraftOrderAsync(
        OrderDraftRequest request, Caller caller, NeighbourRequests neighbours, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (await neighbours.GetNetworkAsync(cancellationToken) is not { } network)
        {
            return OwnOrderError.NetworkUnknown.ToProblem();
        }

        var identity = await neighbours.GetIdentityAsync(cancellationToken);
        var agent = PeerId.Parse(identity.PeerId);
        if (!(caller.User is { } user ? PeerId.Parse(user) : agent).TryGetPublicKey(out var maker) || maker.Type != KeyType.Ed25519)
        {
            throw new InvalidOperationException("The maker's peer id holds no key.");
        }

        return OrderDrafting.ToTerms(request, (maker, agent), network, timeProvider.GetUtcNow(), out var errors) is { } terms
            ? TypedResults.Ok(OrderDrafting.ToResponse(terms))
            : ProblemResults.Invalid(errors);
    }

    private static async Task<Results<Created<OrderResponse>, Ok<OrderResponse>, ProblemHttpResult>> PlaceOrderAsync(
        PlaceOrderRequest request, Caller caller, OwnOrderDesk desk, CancellationToken cancellationToken)
    {
        if (!caller.ActsForNode)
        {
            return OwnOrderError.NotTheMaker.ToProblem();
        }

        var placed = await desk.PlaceAsync(request.Document, request.Settlement.ToSettlement(), cancellationToken);
        if (!placed.IsSuccess)
        {
            return placed.Error.ToProblem();
        }

        var order = OrderResponse.Of(placed.Value.Order);
        return placed.Value.IsNew ? TypedResults.Created($"{NodeApplication.BasePath}/orders/{order.OrderId}", order) : TypedResults.Ok(order);
    }

    private static async Task<Results<Ok<OrderResponse>, ProblemHttpResult>> ChangeOrderAsync(
        string orderId, ChangeOrderRequest request, Caller caller, OwnOrderDesk desk, CancellationToken cancellationToken)
    {
        if (!caller.ActsForNode)
        {
            return OwnOrderError.NotTheMaker.ToProblem();
        }

        var rules = new QueryRules();
        rules.OrderId(orderId);
        if (rules.HasErrors)
        {
            return ProblemResults.Invalid(rules.Errors);
        }

        var changed = await desk.ChangeAsync(orderId, request.ToChange(), cancellationToken);
        return changed.IsSuccess ? TypedResults.Ok(OrderResponse.Of(changed.Value)) : changed.Error.ToProblem();
    }

    private static async Task<Results<Ok<OrderResponse>, ProblemHttpResult>> CancelOrderAsync(
        string orderId, Caller caller, OwnOrderDesk desk, CancellationToken cancellationToken)
    {
        if (!caller.ActsForNode)
        {
            return OwnOrderError.NotTheMaker.ToProblem();
        }

        var rules = new QueryRules();
        rules.OrderId(orderId);
        if (rules.HasErrors)
        {
            return ProblemResults.Invalid(rules.Errors);
        }

        var cancelled = await desk.CancelAsync(orderId, cancellationToken);
        return cancelled.IsSuccess ? TypedResults.Ok(OrderResponse.Of(cancelled.Value)) : cancelled.Error.ToProblem();
    }
}
