using DarkSwap.Integration.Tests.Trading;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>What each robot holds on the chain, by the Bitcoin node and a rune index that is not ours, beside what the completed trades say that it must.</summary>
public sealed class HoldingsAudit(BitcoinNode chain, NodeWallet wallet, IReadOnlyList<PlannedTrade> plan)
{
    public async Task<IReadOnlyList<string>> FindViolationsAsync(IReadOnlyList<Robot> robots, IReadOnlyList<EndedTrade> trades)
    {
        var violations = new List<string>();
        var runes = await wallet.IndexRunesAsync(chain, CancellationToken.None);
        foreach (var robot in robots)
        {
            string[] addresses = [robot.Trader.CoinKey.Address, robot.Trader.ReceiveKey.Address];
            var satoshis = 0L;
            foreach (var address in addresses)
            {
                satoshis += (await chain.ScanTxOutSetAsync($"addr({address})", CancellationToken.None)).Sum(output => output.Satoshis);
            }

            var held = new Holdings(satoshis, runes.Where(holding => addresses.Contains(holding.Address)).Sum(holding => long.Parse(holding.Amount)));
            var expected = Expected(robot, trades.Where(trade => trade.IsCompleted));
            if (held != expected)
            {
                violations.Add($"{robot.Name} holds {held} on the chain; its completed trades come to {expected}");
            }
        }

        return violations;
    }

    private Holdings Expected(Robot robot, IEnumerable<EndedTrade> completed)
    {
        var coins = plan.Where(planned => planned.Maker == robot).Select(planned => planned.MakerCoin)
            .Concat(plan.Where(planned => planned.Taker == robot).Select(planned => planned.TakerCoin))
            .Sum(coin => coin.Satoshis);
        var holdings = new Holdings(coins, plan.Count(planned => planned.GivesRunes == robot) * PlannedTrade.Offered);
        foreach (var trade in completed.Where(trade => trade.Planned.Maker == robot || trade.Planned.Taker == robot))
        {
            var direction = trade.Planned.GivesRunes == robot ? 1 : -1;
            var feeSatoshis = trade.Planned.Taker == robot ? robot.Fees[trade.Id] : 0;
            holdings = new Holdings(holdings.Satoshis + (direction * trade.Planned.QuoteSatoshis) - feeSatoshis, holdings.Runes - (direction * trade.Planned.Fill));
        }

        return holdings;
    }
}
