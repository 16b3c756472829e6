using DarkSwap.Hosting.Problems;
using DarkSwap.Orderbook.OwnOrders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>The order book's errors as problem details.</summary>
internal static class OrderProblems
{
    public static ProblemHttpResult ToProblem(this OwnOrderFailure failure) =>
        failure.Error is { } error ? ToProblem(error) : ProblemResults.Invalid(failure.Fields.ToDictionary());

    public static ProblemHttpResult ToProblem(this OwnOrderError error) => error switch
    {
        OwnOrderError.NetworkUnknown => ProblemResults.Unavailable("chain-unavailable", "The Bitcoin network is not known yet", "GET /network/identity says why."),
        OwnOrderError.SigningUnavailable => ProblemResults.Unavailable("signing-unavailable", "The node cannot sign now"),
        OwnOrderError.NotFound => ProblemResults.NotFound("There is no such order"),
        OwnOrderError.NotOwn => ProblemResults.Conflict("order-not-own", "The order is of another maker"),
        OwnOrderError.NotTheMaker => ProblemResults.Problem(StatusCodes.Status403Forbidden, "not-the-maker", "Only the key that makes an order may speak for it"),
        OwnOrderError.Full => ProblemResults.Unavailable("orderbook-full", "The order book, or the maker's share of it, is full"),
        OwnOrderError.CoinsUnknown => ProblemResults.Unavailable("chain-unavailable", "The Bitcoin node cannot tell now which coins are unspent"),
        OwnOrderError.Busy => ProblemResults.Unavailable("orderbook-busy", "The order book takes no more orders at the moment"),
        OwnOrderError.Closed => ProblemResults.Conflict("order-closed", "The order is filled, cancelled or expired"),
    };
}
