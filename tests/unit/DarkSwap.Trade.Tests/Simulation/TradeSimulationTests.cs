using DarkSwap.Contracts.Trades;

namespace DarkSwap.Trade.Tests.Simulation;

public sealed class TradeSimulationTests
{
    private const int Steps = 400;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_trade_ends_and_no_coin_stays_locked(ulong block)
    {
        for (var seed = block * 50; seed < (block + 1) * 50; seed++)
        {
            Run(seed);
        }
    }

    [Fact]
    public void The_seeds_reach_every_state()
    {
        var states = new HashSet<TradeState>();
        for (ulong seed = 1000; seed < 1150; seed++)
        {
            var simulation = Run(seed);
            states.UnionWith(simulation.Maker.States);
            states.UnionWith(simulation.Taker.States);
        }

        Enum.GetValues<TradeState>().Except(states).ShouldBeEmpty();
    }

    private static TradeSimulation Run(ulong seed)
    {
        var simulation = new TradeSimulation(seed);
        try
        {
            simulation.Run(Steps);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed} failed: {exception.Message}", exception);
        }

        return simulation;
    }
}
