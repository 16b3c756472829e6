using DarkSwap.Libp2p.Transports.Simulated;
using Xunit.Abstractions;

namespace DarkSwap.Simulation.Tests.Swarm;

/// <summary>The whole stack above the transport, on one thread and in virtual time.</summary>
public sealed class SwarmSimulationTests(ITestOutputHelper output)
{
    private static readonly LinkConditions Bad = new() { Latency = TimeSpan.FromMilliseconds(40), Jitter = TimeSpan.FromMilliseconds(30), Loss = 0.01, BytesPerSecond = 500_000 };

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Two_runs_of_a_seed_are_the_same_to_the_last_byte(ulong seed, bool isEncrypted)
    {
        var options = Troubled(seed) with { IsEncrypted = isEncrypted, Nodes = 10, Duration = TimeSpan.FromMinutes(20) };

        var first = Run(options);
        var second = Run(options);

        second.ShouldBe(first);
        Run(options with { Seed = seed + 100 }).TraceHash.ShouldNotBe(first.TraceHash);
    }

    [Fact]
    public void In_a_quiet_network_every_message_comes_back()
    {
        var outcome = Run(new SimulationOptions { Seed = 7, Nodes = 20, Duration = TimeSpan.FromHours(1), Links = Bad });

        outcome.Talks.ShouldBeGreaterThan(1_000);
        outcome.FailedTalks.ShouldBe(0);
        ShouldBeWell(outcome);
    }

    [Fact]
    public void Peers_find_each_other_again_after_partitions_and_failures()
    {
        var outcome = Run(Troubled(11) with { Nodes = 30, Duration = TimeSpan.FromHours(1) });

        outcome.Talks.ShouldBeGreaterThan(outcome.FailedTalks);
        ShouldBeWell(outcome);
    }

    [Theory]
    [InlineData(21, false)]
    [InlineData(22, true)]
    [Trait("Category", "Long")]
    public void A_day_of_a_hundred_nodes(ulong seed, bool isEncrypted)
    {
        var outcome = Run(Troubled(seed) with { IsEncrypted = isEncrypted, Nodes = 100, Duration = TimeSpan.FromDays(1) });

        outcome.Talks.ShouldBeGreaterThan(100_000);
        ShouldBeWell(outcome);
    }

    private static SimulationOptions Troubled(ulong seed) => new()
    {
        Seed = seed,
        Nodes = 10,
        Duration = TimeSpan.FromMinutes(20),
        Links = Bad,
        PartitionInterval = TimeSpan.FromMinutes(10),
        FailureInterval = TimeSpan.FromMinutes(5),
    };

    private static void ShouldBeWell(SimulationOutcome outcome)
    {
        outcome.LonelyNodes.ShouldBe(0);
        outcome.UnansweredAtTheEnd.ShouldBe(0);
        outcome.BytesLeft.ShouldBe(0);
    }

    private SimulationOutcome Run(SimulationOptions options)
    {
        var start = TimeProvider.System.GetTimestamp();
        var outcome = SimulatedPeers.Run(options);
        output.WriteLine($"{options.Nodes} nodes for {options.Duration} by seed {options.Seed}: {outcome}, in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s");
        return outcome;
    }
}
