using System.Collections.Concurrent;
using DarkSwap.Integration.Tests.Trading;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>Carries planned trades through, many at once: one lane for each pair of taker and maker, since a maker takes one live proposal of a taker at a time.</summary>
public sealed class TradeRun(BitcoinNode chain, IReadOnlyList<Robot> robots, IReadOnlyList<PlannedTrade> plan)
{
    private const int MaximumAttempts = 5;

    /// <summary>Together with the time to sign, the longest that a maker who accepts by itself agrees to.</summary>
    private const int AcceptWithinSeconds = 240;

    private const int OrdersAtOnce = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BlockInterval = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<int, string> ends = new();
    private int agreed;

    public IReadOnlyList<PlannedTrade> Plan => plan;

    /// <summary>Planned trades that both sides have signed, or that were tried in vain.</summary>
    public int Agreed => Volatile.Read(ref agreed);

    public int Completed => ends.Values.Count(end => end == "completed");

    /// <summary>How the planned trades stand.</summary>
    public string Progress => string.Join(", ", ends.Values.GroupBy(end => end).Select(group => $"{group.Count()} {group.Key}"));

    /// <summary>Places every order and waits until its taker's node shows it as open.</summary>
    public Task OfferAsync(string asset) => Parallel.ForEachAsync(plan, new ParallelOptions { MaxDegreeOfParallelism = OrdersAtOnce }, async (planned, _) =>
    {
        var terms = new OrderTerms(asset, planned.MakerSells ? "sell" : "buy", PlannedTrade.Offered, PlannedTrade.SatoshisEach, 100);
        planned.OrderId = (await planned.Maker.Trader.PlaceOrderAsync(terms, planned.MakerCoin)).OrderId;
        await planned.Taker.Trader.OrderAsync(planned.OrderId, order => order.Status == "open");
    });

    /// <summary>Returns when every planned trade has completed, or has ended otherwise as often as it may be tried.</summary>
    public async Task TradeAsync()
    {
        await using var staff = Employ(isMining: true);
        await Task.WhenAll(plan.GroupBy(planned => (planned.Maker, planned.Taker)).Select(RunLaneAsync));
    }

    /// <summary>Sets the robots to work, and blocks coming if wanted, until what is returned is disposed.</summary>
    public IAsyncDisposable Employ(bool isMining)
    {
        var stop = new CancellationTokenSource();
        var work = robots.Select(robot => robot.SignAsync(stop.Token));
        return new Staff(stop, Task.WhenAll(isMining ? work.Append(MineAsync(stop.Token)) : work));
    }

    /// <summary>Proposes a planned trade, again if it comes to nothing, until both sides have signed it.</summary>
    public async Task AgreeAsync(PlannedTrade planned)
    {
        for (var isAgreed = false; !isAgreed && planned.Attempts.Count < MaximumAttempts;)
        {
            var tradeId = TradingStack.NewTradeId();
            ends[planned.Number] = "proposed";
            if (await planned.Taker.ProposeAsync(tradeId, planned, AcceptWithinSeconds))
            {
                planned.Attempts.Add(tradeId);
                isAgreed = await FollowAsync(planned, tradeId, trade => trade.IsBroadcast || trade.IsOver) is { IsBroadcast: true };
            }
            else
            {
                // The order is not open yet or not any more: nothing was stored.
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
            }
        }

        Interlocked.Increment(ref agreed);
    }

    /// <summary>Waits until the newest attempt is over for both sides.</summary>
    public Task<TradeView> EndAsync(PlannedTrade planned) => FollowAsync(planned, planned.Attempts[^1], trade => trade.IsOver);

    private async Task RunLaneAsync(IEnumerable<PlannedTrade> lane)
    {
        var confirming = new List<Task>();
        foreach (var planned in lane)
        {
            await AgreeAsync(planned);
            confirming.Add(EndAsync(planned));
        }

        await Task.WhenAll(confirming);
    }

    /// <summary>Until both sides' nodes show the trade as wanted.</summary>
    private async Task<TradeView> FollowAsync(PlannedTrade planned, Guid tradeId, Func<TradeView, bool> isWanted)
    {
        var seen = await FollowAsync(planned, planned.Taker, tradeId, isWanted);
        return await planned.Maker.FindTradeAsync(tradeId) is null ? seen : await FollowAsync(planned, planned.Maker, tradeId, isWanted);
    }

    private async Task<TradeView> FollowAsync(PlannedTrade planned, Robot side, Guid tradeId, Func<TradeView, bool> isWanted)
    {
        var version = string.Empty;
        while (true)
        {
            if (await side.FindTradeAsync(tradeId) is { } trade)
            {
                if (trade.Version != version)
                {
                    version = trade.Version;
                    ends[planned.Number] = trade.State;
                }

                if (isWanted(trade))
                {
                    return trade;
                }
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task MineAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if ((await chain.CallAsync("getmempoolinfo", [], CancellationToken.None)).GetProperty("size").GetInt32() > 0)
            {
                await chain.MineAsync(1, CancellationToken.None);
            }

            await Task.Delay(BlockInterval, TimeProvider.System, CancellationToken.None);
        }
    }

    private sealed class Staff(CancellationTokenSource stop, Task work) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await work;
            stop.Dispose();
        }
    }
}
