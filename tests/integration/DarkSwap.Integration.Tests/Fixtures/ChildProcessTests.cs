using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Fixtures;

public sealed class ChildProcessTests
{

    [Fact]
    public async Task Finds_an_event_among_other_lines()
    {
        await using var child = ChildProcess.Start("sh", ["-c", "echo starting; echo '{\"event\":\"other\"}'; echo '{\"event\":\"ready\",\"port\":7}'; cat"]);

        var ready = await child.WaitForEventAsync("ready", Patience.Usual, CancellationToken.None);

        ready.GetProperty("port").GetInt32().ShouldBe(7);
    }

    [Fact]
    public async Task Shows_the_output_of_a_program_that_ended_too_early()
    {
        await using var child = ChildProcess.Start("sh", ["-c", "echo no space >&2; exit 3"]);

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => child.WaitForEventAsync("ready", Patience.Usual, CancellationToken.None));

        failure.Message.ShouldContain("no space");
        (await child.WaitForExitAsync(Patience.Usual, CancellationToken.None)).ShouldBe(3);
    }

    [Fact]
    public async Task A_termination_signal_can_be_handled_and_a_kill_cannot()
    {
        await using var polite = ChildProcess.Start("bash", ["-c", "trap 'exit 5' TERM; echo armed; while :; do read -t 0.05 -r line <> <(:); done"]);
        await polite.WaitForLineAsync(line => line == "armed", Patience.Usual, CancellationToken.None);
        polite.Terminate();
        (await polite.WaitForExitAsync(Patience.Usual, CancellationToken.None)).ShouldBe(5);

        await using var stubborn = ChildProcess.Start("sh", ["-c", "trap '' TERM; echo armed; cat"]);
        await stubborn.WaitForLineAsync(line => line == "armed", Patience.Usual, CancellationToken.None);
        await stubborn.KillAsync(CancellationToken.None);
        stubborn.HasExited.ShouldBeTrue();
    }
}
