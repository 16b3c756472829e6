using DarkSwap.Integration.Tests.Processes;
using DarkSwap.Integration.Tests.Trading;
using DarkSwap.Testing.Processes;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>
/// The same audit, over the same deaths, with outbox or inbox switched off: it must complain. Each death is at a place where the message is certainly
/// lost without the outbox, and certainly applied twice without the inbox.
/// </summary>
[Trait("Category", "Server")]
[Collection(StackCollection.Name)]
public sealed class ControlTests(StackServers servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    [Fact]
    public Task A_message_that_was_committed_and_not_published_is_missed_without_the_outbox() =>
        CompareAsync(new Control("trade", "trade.after-commit", "DARKSWAP_UNSAFE_WITHOUT_OUTBOX", "the log does not tell"));

    [Fact]
    public Task A_message_that_was_applied_and_not_acknowledged_counts_twice_without_the_inbox() =>
        CompareAsync(new Control("gateway", "gateway.before-acknowledge", "DARKSWAP_UNSAFE_WITHOUT_INBOX", "the log tells 2 times"));

    private async Task CompareAsync(Control control)
    {
        ProcessStack? node = null;
        await using var stack = await KillStack.StartAsync(counterparties: 1, async start => node = await ProcessStack.StartAsync(
            new ProcessStackStart(servers.PostgreSql.NewDatabase(), servers.RabbitMq.NewVirtualHost(), start), CancellationToken.None));
        var run = await stack.PlanAsync(count: 2, new Random(1));
        var audit = new Audit(stack, run, node!);
        await using var staff = run.Employ(isMining: false);

        await CompleteAsync(stack, run, run.Plan[0], node!, control with { Switch = null });
        var guarded = await audit.FindLastingViolationsAsync(Settling);
        await CompleteAsync(stack, run, run.Plan[1], node!, control);

        // The second block moves the first trade too, and the death may be at what is told of either.
        var unguarded = await audit.FindViolationsWithAsync(violation => violation.Contains(control.Complaint), Settling);

        guarded.ShouldBeEmpty($"{string.Join('\n', guarded)}\n{node!.Log}");
        unguarded.ShouldContain(violation => violation.Contains(control.Complaint), $"{string.Join('\n', unguarded)}\n{node!.Log}");
    }

    /// <summary>Both sides have signed; the service dies of the block that completes the trade.</summary>
    private static async Task CompleteAsync(KillStack stack, TradeRun run, PlannedTrade planned, ProcessStack node, Control control)
    {
        var service = node[control.Service];
        await run.AgreeAsync(planned);
        await Waiting.ForAsync("the trade to wait for a block", async () => await new StoredState(node).IsWaitingForBlockAsync(planned.Attempts[^1]) ? "waits" : null);
        await service.KillAsync(CancellationToken.None);
        service.StartDoomed(control.CrashAt, control.Environment);
        await stack.Chain.MineAsync(1, CancellationToken.None);
        await service.WaitForDeathAsync(Patience, CancellationToken.None);
        await service.StartAsync(control.Environment, CancellationToken.None);
        await run.EndAsync(planned);
    }

    /// <param name="Switch">Takes the guard away; null leaves it.</param>
    /// <param name="Complaint">What the audit says then.</param>
    private sealed record Control(string Service, string CrashAt, string? Switch, string Complaint)
    {
        public Dictionary<string, string?> Environment => Switch is null ? [] : new Dictionary<string, string?> { [Switch] = "1" };
    }
}
