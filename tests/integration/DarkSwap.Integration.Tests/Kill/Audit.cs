using DarkSwap.Integration.Tests.Trading;
using DarkSwap.Testing.Processes;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>What must hold of a run of trades once nothing moves any more. Whatever does not is a sentence.</summary>
public sealed class Audit(KillStack stack, TradeRun run, ProcessStack node)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Looks again and again, since what was agreed takes a moment to be told everywhere, until all is well or the time is over.</summary>
    /// <returns>The violations that have not gone away.</returns>
    public Task<IReadOnlyList<string>> FindLastingViolationsAsync(TimeSpan limit) => LookAsync(limit, violations => violations.Count == 0);

    /// <summary>Looks until one of the violations is the given one, which may need a message to be delivered again, or the time is over.</summary>
    public Task<IReadOnlyList<string>> FindViolationsWithAsync(Func<string, bool> isWanted, TimeSpan limit) => LookAsync(limit, violations => violations.Any(isWanted));

    private async Task<IReadOnlyList<string>> LookAsync(TimeSpan limit, Func<IReadOnlyList<string>, bool> isEnough)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var violations = await FindViolationsAsync();
            if (isEnough(violations) || TimeProvider.System.GetElapsedTime(start) > limit)
            {
                return violations;
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<string>> FindViolationsAsync()
    {
        var trades = new List<EndedTrade>();
        foreach (var planned in run.Plan)
        {
            foreach (var attempt in planned.Attempts)
            {
                trades.Add(await EndedTrade.ReadAsync(planned, attempt));
            }
        }

        List<string> violations = [.. trades.SelectMany(trade => trade.FindViolations()), .. FindDoubled(trades)];
        if (violations.Count > 0)
        {
            // The rest follows from how the trades end.
            return violations;
        }

        var stored = new StoredState(node);
        var told = await stored.CompletedInEventLogAsync();
        violations.AddRange(trades.Where(trade => trade.IsCompleted && !told.Contains(trade.Id)).Select(trade => $"the log does not tell that {trade} completed"));
        violations.AddRange(await stored.FindViolationsAsync([.. trades.Where(trade => trade.AtTaker.State == "encumbered").Select(trade => trade.Id)]));
        violations.AddRange(await FindTranscriptFaultsAsync(trades));
        violations.AddRange(await FindOrderFaultsAsync(trades));
        violations.AddRange(await FindLockedCoinsAsync());
        violations.AddRange(await new HoldingsAudit(stack.Chain, stack.Wallet, run.Plan).FindViolationsAsync(stack.Robots, trades));
        return violations;
    }

    private static IEnumerable<string> FindDoubled(IReadOnlyList<EndedTrade> trades) =>
    [
        .. trades.Where(trade => trade.IsCompleted).GroupBy(trade => trade.AtTaker.TransactionId).Where(group => group.Count() > 1).Select(group => $"{group.Key} settles {group.Count()} trades"),
        .. trades.Where(trade => trade.IsCompleted).GroupBy(trade => trade.Planned.Number).Where(group => group.Count() > 1).Select(group => $"planned trade {group.Key} completed {group.Count()} times"),
    ];

    private async Task<IEnumerable<string>> FindTranscriptFaultsAsync(IEnumerable<EndedTrade> trades)
    {
        var network = await stack.Mortal.Trader.NetworkAsync();
        var violations = new List<string>();
        foreach (var trade in trades.Where(trade => trade.AtMaker is not null))
        {
            var (taker, maker) = (trade.Planned.Taker, trade.Planned.Maker);
            var atTaker = await Transcript.ReadAsync(taker, maker, trade.Id, network);
            var atMaker = await Transcript.ReadAsync(maker, taker, trade.Id, network);
            violations.AddRange(atTaker.Faults.Concat(atMaker.Faults).Select(fault => $"{trade}: {fault}"));
            if (trade.IsCompleted && !(atTaker.IsWhole && atMaker.IsWhole && atTaker.IsSameAs(atMaker)))
            {
                violations.Add($"{trade}: the transcripts are not whole and the same");
            }
        }

        return violations;
    }

    /// <summary>What is left of an order is what it offered without what was settled, and the market's list has each settled trade once.</summary>
    private async Task<IEnumerable<string>> FindOrderFaultsAsync(IReadOnlyList<EndedTrade> trades)
    {
        var violations = new List<string>();
        foreach (var planned in run.Plan)
        {
            var filled = trades.Where(trade => trade.IsCompleted && trade.Planned == planned).Sum(trade => long.Parse(trade.AtTaker.Fill));
            var order = (await planned.Maker.PersistAsync(HttpMethod.Get, $"orders/{planned.OrderId}", null)).Read<OrderView>();
            var remaining = PlannedTrade.Offered - filled;
            if (order.Remaining != $"{remaining}" || order.Status != (remaining == 0 ? "filled" : "open"))
            {
                violations.Add($"order {planned.OrderId} of {planned.Maker.Name} is {order.Status} with {order.Remaining} left; {filled} of it are settled");
            }
        }

        return violations;
    }

    private async Task<IEnumerable<string>> FindLockedCoinsAsync()
    {
        var violations = new List<string>();
        foreach (var robot in stack.Robots)
        {
            var coins = await robot.CoinsAsync();
            violations.AddRange(coins.Where(coin => coin.State == "locked").Select(coin => $"{robot.Name}'s coin {coin.OutPoint} is locked by {coin.TradeId}"));
        }

        return violations;
    }
}
