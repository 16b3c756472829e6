using System.Text.Json;
using DarkSwap.Hosting.Node;
using DarkSwap.Messaging.CrashPoints;

namespace DarkSwap.Testing.Processes;

/// <summary>
/// One service of a <see cref="ProcessStack"/>: killed, stopped or dead by itself, it is started again with the same data and ports. A process that asks for it by its
/// exit code is followed by another at once, as by whoever watches over it in production.
/// </summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private const int KilledBySignal9 = 137;
    private const int KeptLogCharacters = 20_000;
    private static readonly TimeSpan StartLimit = Patience.OfPrograms;
    private static readonly TimeSpan StopLimit = Patience.OfPrograms;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly string folder;
    private readonly IReadOnlyList<string> arguments;
    private readonly IReadOnlyDictionary<string, string?> environment;
    private readonly TaskCompletionSource unexpectedEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly List<string> earlierLogs = [];
    private ChildProcess? process;
    private Task<int> life = Task.FromResult(0);
    private bool isEnding;
    private int timesStartedAgain;

    internal ServiceProcess(string name, string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        Name = name;
        this.folder = folder;
        this.arguments = arguments;
        this.environment = environment;
    }

    public string Name { get; }

    public bool IsRunning
    {
        get
        {
            lock (gate)
            {
                return process is { HasExited: false };
            }
        }
    }

    /// <summary>How often a process has asked for another.</summary>
    public int TimesStartedAgain => Volatile.Read(ref timesStartedAgain);

    /// <summary>Fails when a process ends otherwise, without being killed or stopped or doomed. Never succeeds.</summary>
    public Task UnexpectedEnd => unexpectedEnd.Task;

    /// <summary>The line with which it said that it is ready.</summary>
    internal JsonElement Ready { get; private set; }

    /// <summary>What the process and those before it have written, the last part of it.</summary>
    public string Log
    {
        get
        {
            lock (gate)
            {
                return string.Join('\n', [$"== {Name}", .. earlierLogs, process?.Describe() ?? "(not running)"]);
            }
        }
    }

    /// <summary>Brings its schema up to date.</summary>
    internal async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var migration = BuiltProgram.Start(folder, [.. arguments, "--migrate"], environment);
        var exitCode = await migration.WaitForExitAsync(StartLimit, cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{Name} --migrate ended with {exitCode}.\n{migration.Describe()}");
        }
    }

    /// <summary>Returns when the service is ready.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => StartAsync(new Dictionary<string, string?>(), cancellationToken);

    /// <param name="extra">Environment until it is killed or stopped, and not after.</param>
    public async Task StartAsync(IReadOnlyDictionary<string, string?> extra, CancellationToken cancellationToken) =>
        Ready = await WithinAsync(Begin(extra, isDoomed: false), StartLimit, "ready", cancellationToken);

    /// <summary>Starts the service, which is to die at a crash point: perhaps before it was ready, perhaps much later.</summary>
    /// <param name="crashAt"><c>name</c> or <c>name:count</c>, as <see cref="KillingCrashPoints"/> reads it.</param>
    public void StartDoomed(string crashAt) => StartDoomed(crashAt, new Dictionary<string, string?>());

    /// <param name="extra">Environment until it is dead, and not after.</param>
    public void StartDoomed(string crashAt, IReadOnlyDictionary<string, string?> extra) =>
        Begin(new Dictionary<string, string?>(extra) { [KillingCrashPoints.EnvironmentVariable] = crashAt }, isDoomed: true);

    /// <summary>Waits until the doomed process is dead by its own hand.</summary>
    public async Task WaitForDeathAsync(TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        var exitCode = await WithinAsync(life, timeLimit, "dead", cancellationToken);
        if (exitCode != KilledBySignal9)
        {
            throw new InvalidOperationException(DescribeEnd(exitCode));
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            isEnding = true;
            process?.Kill();
        }

        await WithinAsync(life, StopLimit, "dead", cancellationToken);
    }

    /// <summary>SIGTERM; returns the exit code, which is 0 when everything in flight was finished.</summary>
    public Task<int> StopAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            isEnding = true;
            process?.Terminate();
        }

        return WithinAsync(life, StopLimit, "stopped", cancellationToken);
    }

    public async ValueTask DisposeAsync() => await KillAsync(CancellationToken.None);

    private Task<JsonElement> Begin(IReadOnlyDictionary<string, string?> extra, bool isDoomed)
    {
        var whole = new Dictionary<string, string?>(environment);
        foreach (var (name, value) in extra)
        {
            whole[name] = value;
        }

        var ready = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        isEnding = false;
        life = LiveAsync(whole, isDoomed, ready);
        return ready.Task;
    }

    /// <summary>One process after the other, as long as each asks for the next; returns the exit code of the last.</summary>
    private async Task<int> LiveAsync(Dictionary<string, string?> whole, bool isDoomed, TaskCompletionSource<JsonElement> ready)
    {
        var exitCode = ProcessEnd.StartAgain;
        while (TryLaunch(whole) is { } launched)
        {
            var announcing = AnnounceAsync(launched, ready);
            exitCode = await launched.WaitForExitAsync(Timeout.InfiniteTimeSpan, CancellationToken.None);
            await announcing;
            Forget(launched);
            await launched.DisposeAsync();
            if (exitCode != ProcessEnd.StartAgain)
            {
                break;
            }

            Interlocked.Increment(ref timesStartedAgain);
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }

        if (!isEnding && !(isDoomed && exitCode == KilledBySignal9))
        {
            unexpectedEnd.TrySetException(new InvalidOperationException(DescribeEnd(exitCode)));
        }

        ready.TrySetException(new InvalidOperationException(DescribeEnd(exitCode)));
        return exitCode;
    }

    private ChildProcess? TryLaunch(Dictionary<string, string?> whole)
    {
        lock (gate)
        {
            return isEnding ? null : process = BuiltProgram.Start(folder, arguments, whole);
        }
    }

    private static async Task AnnounceAsync(ChildProcess launched, TaskCompletionSource<JsonElement> ready)
    {
        try
        {
            ready.TrySetResult(await launched.WaitForEventAsync("ready", StartLimit, CancellationToken.None));
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException)
        {
            // It has ended before, and perhaps the next one says it; or whoever waits for it gives up too.
        }
    }

    private void Forget(ChildProcess ended)
    {
        lock (gate)
        {
            process = null;
            var log = ended.Describe();
            earlierLogs.Add(log.Length > KeptLogCharacters ? log[^KeptLogCharacters..] : log);
        }
    }

    private async Task<T> WithinAsync<T>(Task<T> state, TimeSpan limit, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await state.WaitAsync(limit, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{Name} was not {name} after {limit}.\n{Log}");
        }
    }

    private string DescribeEnd(int exitCode) => $"{Name} ended with {exitCode}.\n{Log}";
}
