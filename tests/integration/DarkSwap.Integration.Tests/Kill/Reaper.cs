using System.Collections.Concurrent;
using System.Globalization;
using DarkSwap.Integration.Tests.Processes;
using DarkSwap.Testing.Processes;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>Kills everything under a run of trades: each service at a random moment and then at each of its crash points in random order, PostgreSQL and RabbitMQ at random moments. Several victims may be dead at once.</summary>
/// <param name="isThorough">Whether the places in between count too, places may be passed more often, and the broker dies three times.</param>
public sealed class Reaper(StackServers servers, ProcessStack node, TradeRun run, Random random, bool isThorough)
{
    /// <summary>How long a named place may take to be reached while trades go on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Storing = ["before-commit", "after-commit", "before-acknowledge"];

    /// <summary>The gateway sends no messages.</summary>
    private static readonly string[] Publishing = ["before-deliver", "after-deliver"];

    /// <summary>Closer to each other than those above; for the long form.</summary>
    private static readonly string[] InBetween = ["before-inbox-commit", "after-inbox-commit"];

    private static readonly string[] Marking = ["before-mark", "after-mark"];

    private static readonly Dictionary<string, string[]> Own = new()
    {
        ["connectivity"] = ["before-sign", "after-sign"],
        ["psbt"] = ["before-broadcast", "after-broadcast"],
    };

    private readonly ConcurrentQueue<string> happened = new();

    /// <summary>In the order of the deaths.</summary>
    public IReadOnlyCollection<string> Happened => happened;

    /// <summary>The part of the trades over which the random moments are spread: the last deaths still need trades that run into them.</summary>
    private double Share => isThorough ? 0.5 : 0.25;

    /// <summary>Most times that a service gets to a place until it dies there.</summary>
    private int MostPasses => isThorough ? 6 : 2;

    private int BrokerDeaths => isThorough ? 3 : 1;

    /// <summary>Returns when all have died and run again.</summary>
    public Task ReapAsync()
    {
        // Drawn before anything runs side by side, so that the seed decides.
        var services = node.Services.Select(service => (Service: service, Moment: NextMoment(), Points: PointsOf(service.Name))).ToList();
        var databaseMoment = NextMoment();
        double[] brokerMoments = [.. Enumerable.Range(0, BrokerDeaths).Select(_ => NextMoment()).Order()];
        return Task.WhenAll(
            [.. services.Select(victim => KillServiceAsync(victim.Service, victim.Moment, victim.Points)), KillDatabaseAsync(databaseMoment), KillBrokerAsync(brokerMoments)]);
    }

    private double NextMoment() => random.NextDouble() * Share * run.Plan.Count;

    private string[] PointsOf(string service)
    {
        var isSending = service != "gateway";
        string[] places =
        [
            .. Storing, .. isSending ? Publishing : [], .. Own.GetValueOrDefault(service, []),
            .. isThorough ? InBetween : [], .. isThorough && isSending ? Marking : [],
        ];
        random.Shuffle(places);
        return [.. places.Select(place => string.Create(CultureInfo.InvariantCulture, $"{service}.{place}:{random.Next(1, MostPasses + 1)}"))];
    }

    /// <summary>From the first death on, each new process is told where it will die.</summary>
    private async Task KillServiceAsync(ServiceProcess service, double moment, IReadOnlyList<string> points)
    {
        await WaitAsync(moment);
        await service.KillAsync(CancellationToken.None);
        happened.Enqueue(service.Name);
        foreach (var point in points)
        {
            service.StartDoomed(point);
            await service.WaitForDeathAsync(Patience, CancellationToken.None);
            happened.Enqueue(point);
        }

        await service.StartAsync(CancellationToken.None);
    }

    private async Task KillDatabaseAsync(double moment)
    {
        await WaitAsync(moment);
        await servers.PostgreSql.KillAsync(CancellationToken.None);
        happened.Enqueue("PostgreSQL");
        await servers.PostgreSql.StartAgainAsync(CancellationToken.None);
    }

    private async Task KillBrokerAsync(IReadOnlyList<double> moments)
    {
        foreach (var moment in moments)
        {
            await WaitAsync(moment);
            await servers.RabbitMq.KillAsync(CancellationToken.None);
            happened.Enqueue("RabbitMQ");
            await servers.RabbitMq.StartAgainAsync(CancellationToken.None);
        }
    }

    /// <summary>A moment is a number of trades that have got as far as both signatures.</summary>
    private async Task WaitAsync(double moment)
    {
        while (run.Agreed < moment)
        {
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }
}
