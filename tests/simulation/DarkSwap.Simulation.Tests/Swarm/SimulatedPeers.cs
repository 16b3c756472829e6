using System.Net;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Libp2p.Transports.Simulated;
using DarkSwap.Primitives;
using DarkSwap.Simulation.Tests.Scheduling;

namespace DarkSwap.Simulation.Tests.Swarm;

/// <summary>Runs a network of nodes through talks, partitions and failures, and tells what came of it.</summary>
internal sealed class SimulatedPeers : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan LongestPartition = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestFailure = TimeSpan.FromMinutes(10);

    /// <summary>Repetitions of TCP across a cut take up to a minute each, and keep-alives that have failed meanwhile another.</summary>
    private static readonly TimeSpan HealingTime = TimeSpan.FromMinutes(10);

    private readonly SimulationScheduler scheduler = new(Start);
    private long talks;
    private long failedTalks;

    private SimulatedPeers(SimulationOptions options)
    {
        Options = options;
        Network = new SimulatedNetwork(options.Seed, scheduler.Time) { DefaultConditions = options.Links };
        Nodes = [.. Enumerable.Range(1, options.Nodes).Select(number => new SimulatedNode(this, number))];
    }

    internal SimulationOptions Options { get; }

    internal SimulatedNetwork Network { get; }

    internal IReadOnlyList<SimulatedNode> Nodes { get; }

    internal TimeProvider Time => scheduler.Time;

    internal static SimulationOutcome Run(SimulationOptions options)
    {
        using var peers = new SimulatedPeers(options);
        SimulationOutcome? outcome = null;
        peers.scheduler.Run(async () => outcome = await peers.RunAsync(), options.Duration + TimeSpan.FromHours(2));
        return outcome! with { Steps = peers.scheduler.Steps };
    }

    public void Dispose()
    {
        foreach (var node in Nodes)
        {
            node.Dispose();
        }

        Network.Dispose();
    }

    internal Libp2pHost CreateHost(PrivateKey key, IPAddress host, IRandomSource random)
    {
        var options = new Libp2pHostOptions
        {
            Transports = new TransportOptions { Instead = [Network.CreateTransport(host)] },
            SecurityInstead = Options.IsEncrypted ? [] : [new PlaintextSecurity(key.PublicKey)],
        };
        return new Libp2pHost(key, options, new OpenConnectionGate(), random, Time);
    }

    internal async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) =>
        await Task.Delay(time, Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    internal void Note(bool? isAnswered)
    {
        talks += isAnswered == true ? 1 : 0;
        failedTalks += isAnswered == false ? 1 : 0;
    }

    private async Task<SimulationOutcome> RunAsync()
    {
        foreach (var node in Nodes)
        {
            await node.StartAsync();
        }

        using var trouble = new CancellationTokenSource(Options.Duration, Time);
        using var life = new CancellationTokenSource();
        var lives = Nodes.Select(node => node.LiveAsync(life.Token)).ToList();
        await Task.WhenAll(PartitionAsync(trouble.Token), FailAsync(trouble.Token), WaitAsync(Options.Duration, CancellationToken.None));
        await WaitAsync(HealingTime, CancellationToken.None);
        life.Cancel();
        await Task.WhenAll(lives);
        var lonely = Nodes.Count(node => node.Connections == 0);
        var unanswered = 0;
        foreach (var node in Nodes)
        {
            unanswered += await node.TalkAsync() == false ? 1 : 0;
        }

        var left = 0L;
        foreach (var node in Nodes)
        {
            left += await node.FailAsync();
        }

        return new SimulationOutcome(Network.Trace.Hash, 0, talks, failedTalks, lonely, unanswered, left);
    }

    /// <summary>From time to time the network falls into two halves, other ones each time.</summary>
    private async Task PartitionAsync(CancellationToken cancellationToken)
    {
        while (Options.PartitionInterval > TimeSpan.Zero)
        {
            await WaitAsync(Options.PartitionInterval * (0.5 + Network.NextShare()), cancellationToken);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            var halves = Nodes.ToDictionary(node => node.Host, _ => Network.NextShare() < 0.5 ? 1 : 2);
            Network.Partition(host => halves[host]);
            await WaitAsync(LongestPartition * Network.NextShare(), CancellationToken.None);
            Network.Heal();
        }
    }

    private async Task FailAsync(CancellationToken cancellationToken)
    {
        while (Options.FailureInterval > TimeSpan.Zero)
        {
            await WaitAsync(Options.FailureInterval * (0.5 + Network.NextShare()), cancellationToken);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            var node = Nodes[(int)(Network.NextShare() * Nodes.Count)];
            await node.FailAsync();
            await WaitAsync(LongestFailure * Network.NextShare(), CancellationToken.None);
            await node.StartAsync();
        }
    }
}
