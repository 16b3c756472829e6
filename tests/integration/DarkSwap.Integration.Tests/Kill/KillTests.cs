using DarkSwap.Integration.Tests.Processes;
using DarkSwap.Testing.Processes;
using Xunit.Abstractions;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>Trades go on while every process of a node dies by SIGKILL, at random moments and at every named place, and the database and the broker under them too.</summary>
[Trait("Category", "Server")]
[Collection(StackCollection.Name)]
public sealed class KillTests(StackServers servers, ITestOutputHelper output)
{
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    [Fact]
    [Trait("Category", "Long")]
    public Task Sixteen_trades_outlive_every_death() => OutliveAsync(trades: 16, seed: 1, isThorough: false, TimeSpan.FromMinutes(9));

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(2)]
    [InlineData(3)]
    public Task Two_hundred_trades_outlive_every_death(int seed) => OutliveAsync(trades: 200, seed, isThorough: true, TimeSpan.FromMinutes(25));

    private async Task OutliveAsync(int trades, int seed, bool isThorough, TimeSpan limit)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        ProcessStack? node = null;
        await using var stack = await KillStack.StartAsync(counterparties: 4, async start => node = await ProcessStack.StartAsync(
            new ProcessStackStart(servers.PostgreSql.NewDatabase(), servers.RabbitMq.NewVirtualHost(), start), CancellationToken.None));
        var run = await stack.PlanAsync(trades, random);
        var reaper = new Reaper(servers, node!, run, random, isThorough);
        var begin = TimeProvider.System.GetTimestamp();

        try
        {
            await Task.WhenAny(Task.WhenAll(run.TradeAsync(), reaper.ReapAsync()), node!.UnexpectedEnd).Unwrap().WaitAsync(limit, TimeProvider.System);
        }
        catch (TimeoutException failure)
        {
            throw new TimeoutException($"{failure.Message} {run.Progress} after {string.Join(", ", reaper.Happened)}{Again(node!)}\n{node!.Log}");
        }

        output.WriteLine($"{run.Progress} in {TimeProvider.System.GetElapsedTime(begin)} with {reaper.Happened.Count} deaths: {string.Join(", ", reaper.Happened)}{Again(node)}");
        var violations = await new Audit(stack, run, node).FindLastingViolationsAsync(Settling);

        output.WriteLine($"the audit is over{Again(node)}");
        node.UnexpectedEnd.IsCompleted.ShouldBeFalse("a service died that was not killed");
        violations.ShouldBeEmpty($"seed {seed}\n{string.Join('\n', violations)}\n{node.Log}");
        node.Services.Where(service => !service.IsRunning).ShouldBeEmpty("a service died that was not killed");
        run.Completed.ShouldBeGreaterThan(trades * 9 / 10, run.Progress);
    }

    /// <summary>Which services have asked to be started again.</summary>
    private static string Again(ProcessStack node) =>
        string.Concat(node.Services.Where(service => service.TimesStartedAgain > 0).Select(service => $"; {service.Name} asked {service.TimesStartedAgain} times to be started again"));
}
