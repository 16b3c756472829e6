using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Stack;

/// <summary><c>infra/stack.d/keep</c>, which watches over a service of <c>infra/stack</c>. The commands that it runs tell each time that they are started.</summary>
public sealed class KeepScriptTests
{
    private static readonly TimeSpan Limit = Patience.OfPrograms;

    [Fact]
    public async Task A_command_that_asks_for_it_is_started_again_and_one_that_fails_is_not()
    {
        using var folder = new TemporaryFolder();
        await using var keep = Start(folder, "[ $(wc -l < times) -ge 3 ] && exit 3; exit 75");

        (await keep.WaitForExitAsync(Limit, CancellationToken.None)).ShouldBe(3, keep.Describe());
        Started(keep).Count.ShouldBe(3);
        keep.Errors.Split("asked to be started again").Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_command_that_ends_well_is_not_started_again()
    {
        using var folder = new TemporaryFolder();
        await using var keep = Start(folder, "exit 0");

        (await keep.WaitForExitAsync(Limit, CancellationToken.None)).ShouldBe(0, keep.Describe());
        Started(keep).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(75)]
    public async Task Told_to_stop_it_waits_until_the_command_has_stopped_and_starts_no_other(int exitCode)
    {
        using var folder = new TemporaryFolder();
        await using var keep = Start(folder, $"trap 'read -t 1 <> wait; echo stopped; exit {exitCode}' TERM; mkfifo wait; echo waiting; while :; do read -t 60 <> wait; done");
        await keep.WaitForLineAsync(line => line == "waiting", Limit, CancellationToken.None);

        keep.Terminate();

        (await keep.WaitForExitAsync(Limit, CancellationToken.None)).ShouldBe(exitCode, keep.Describe());
        keep.Output.ShouldEndWith("stopped");
        Started(keep).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_command_does_not_outlive_it()
    {
        using var folder = new TemporaryFolder();
        await using var keep = Start(folder, "trap 'echo stopped > end; exit' TERM; mkfifo wait; echo waiting; while :; do read -t 60 <> wait; done");
        await keep.WaitForLineAsync(line => line == "waiting", Limit, CancellationToken.None);
        using var watcher = new FileSystemWatcher(folder.Path, "end") { EnableRaisingEvents = true };
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => ended.TrySetResult();

        await ChildProcess.RunAsync("kill", ["-KILL", $"{keep.Id}"], string.Empty, Limit, CancellationToken.None);

        await ended.Task.WaitAsync(Limit, TimeProvider.System);
    }

    private static List<string> Started(ChildProcess keep) => [.. keep.Output.Split('\n').Where(line => line == "started")];

    private static ChildProcess Start(TemporaryFolder folder, string commands) => ChildProcess.Start(
        RepositoryFolder.File("infra", "stack.d", "keep"), ["bash", "-c", $"cd {folder.Path}; echo started | tee -a times; {commands}"]);
}
