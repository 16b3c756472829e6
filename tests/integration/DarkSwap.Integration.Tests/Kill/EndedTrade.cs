using DarkSwap.Integration.Tests.Trading;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>One proposed trade as both sides' nodes show it. The maker's may never have heard of it.</summary>
public sealed record EndedTrade(PlannedTrade Planned, Guid Id, TradeView AtTaker, TradeView? AtMaker)
{
    public bool IsCompleted => AtTaker.State == "completed";

    public static async Task<EndedTrade> ReadAsync(PlannedTrade planned, Guid id) =>
        new(planned, id, (await planned.Taker.FindTradeAsync(id))!, await planned.Maker.FindTradeAsync(id));

    public IEnumerable<string> FindViolations()
    {
        if (!AtTaker.IsOver || AtMaker is { IsOver: false })
        {
            yield return $"{this} is not over";
        }

        if (IsCompleted != (AtMaker?.State == "completed") || (AtMaker is not null && AtMaker.State != AtTaker.State))
        {
            yield return $"{this} ended differently";
        }

        if (IsCompleted && AtTaker.TransactionId != AtMaker?.TransactionId)
        {
            yield return $"{this} completed by two transactions: {AtTaker.TransactionId} and {AtMaker?.TransactionId}";
        }
    }

    public override string ToString() => $"trade {Id} ({AtTaker.State} at {Planned.Taker.Name}, {AtMaker?.State ?? "unknown"} at {Planned.Maker.Name}; {AtTaker.Reason ?? AtMaker?.Reason})";
}
