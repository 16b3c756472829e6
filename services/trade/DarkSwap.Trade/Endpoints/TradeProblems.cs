using DarkSwap.Hosting.Problems;
using DarkSwap.Trade.Desk;
using DarkSwap.Trade.Driving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DarkSwap.Trade.Endpoints;

/// <summary>The one table from refusals to problem types.</summary>
internal static class TradeProblems
{
    public static ProblemHttpResult ToProblem(this TradeFailure failure)
    {
        var (status, name, title) = Describe(failure.Kind);
        var problem = new ProblemDetails { Status = status, Type = ProblemTypes.Of(name), Title = title, Detail = failure.Detail };
        if (failure.Checks is { } checks)
        {
            problem.Extensions["checks"] = checks.Select(check => new CheckResponse(CheckNames.Of(check.Check), check.Detail)).ToList();
        }

        return TypedResults.Problem(problem);
    }

    private static (int Status, string Name, string Title) Describe(TradeFailureKind kind) => kind switch
    {
        TradeFailureKind.UnknownTrade => (404, "not-found", "There is no such trade"),
        TradeFailureKind.UnknownOrder => (404, "order-unknown", "There is no such order"),
        TradeFailureKind.OwnOrder => (409, "own-order", "An own order cannot be taken"),
        TradeFailureKind.OrderRefused => (409, "order-not-tradable", "The order cannot be traded like this"),
        TradeFailureKind.TradeIdTaken => (409, "trade-id-taken", "Another trade has this id"),
        TradeFailureKind.InputsRefused => (409, "trade-inputs-refused", "The coins do not do for this trade"),
        TradeFailureKind.WrongState => (409, "trade-wrong-state", "The trade is not in a state that allows this"),
        TradeFailureKind.WrongSide => (409, "trade-wrong-side", "Only the other side of the trade can do this"),
        TradeFailureKind.RoundInProgress => (409, "trade-round-in-progress", "The last fee bump has not ended yet"),
        TradeFailureKind.FeeRateRefused => (409, "fee-rate-refused", "The fee rate must be higher than before and within the order's bounds"),
        TradeFailureKind.TooManyRounds => (409, "trade-too-many-rounds", "The trade has had as many fee bumps as one may have"),
        TradeFailureKind.TransactionMismatch => (409, "transaction-mismatch", "The signed transaction is not the trade's"),
        TradeFailureKind.Expired => (409, "trade-expired", "The time for this step is over"),
        TradeFailureKind.CheckFailed => (409, "settlement-check-failed", "A settlement check does not pass"),
        TradeFailureKind.CheckUnavailable => (503, "settlement-check-unavailable", "A settlement check cannot be made now"),
        TradeFailureKind.ReclaimRefused => (409, "reclaim-refused", "The reclaim is refused"),
        TradeFailureKind.ChainUnavailable => (503, "chain-unavailable", "The Bitcoin node is not ready"),
        TradeFailureKind.AssetSourceMissing => (409, "asset-source-missing", "Trades are refused for want of a source of inscriptions and alkanes"),
        TradeFailureKind.Busy => (409, "trade-changed", "The trade changed meanwhile"),
    };
}
