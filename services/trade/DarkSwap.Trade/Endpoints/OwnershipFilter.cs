using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using DarkSwap.Trade.Desk;
using DarkSwap.Trade.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Trade.Endpoints;

/// <summary>A trade is its owner's. Another user does not learn that there is one; whoever acts for the node sees it and leaves it to its user.</summary>
internal sealed class OwnershipFilter : IEndpointFilter
{
    private const string TradeIdParameter = "tradeId";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!Guid.TryParse(http.GetRouteValue(TradeIdParameter) as string, out var tradeId))
        {
            return await next(context);
        }

        var caller = Caller.Of(http.User);
        var trades = http.RequestServices.GetRequiredService<TradeDbContext>();
        var owner = await trades.Trades.Where(row => row.TradeId == tradeId).Select(row => row.Owner).SingleOrDefaultAsync(http.RequestAborted);
        if (!caller.ActsForNode && (owner is null || owner != caller.User))
        {
            return new TradeFailure(TradeFailureKind.UnknownTrade).ToProblem();
        }

        return caller.ActsForNode && owner is not null && !HttpMethods.IsGet(http.Request.Method)
            ? ProblemResults.Problem(StatusCodes.Status403Forbidden, "not-the-owner", "The trade fills a user's order: only its user decides and signs")
            : await next(context);
    }
}
