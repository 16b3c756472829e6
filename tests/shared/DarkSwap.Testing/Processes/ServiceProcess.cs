using System.Text.Json;
using DarkSwap.Messaging.CrashPoints;

namespace DarkSwap.Testing.Processes;

/// <summary>One service of a <see cref="ProcessStack"/>: killed, stopped or dead by itself, it is started again with the same data and ports.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private const int KilledBySignal9 = 137;
    private const int MaximumStarts = 10;
    private const int KeptLogCharacters = 20_000;
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);
    private readonly string folder;
    private readonly IReadOnlyList<string> arguments;
    private readonly IReadOnlyDictionary<string, string?> environment;
    private readonly List<string> earlierLogs = [];
    private ChildProcess? process;

    internal ServiceProcess(string name, string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        Name = name;
        this.folder = folder;
        this.arguments = arguments;
        this.environment = environment;
    }

    public string Name { get; }

    public bool IsRunning => process is { HasExited: false };

    /// <summary>The line with which it said that it is ready.</summary>
    internal JsonElement Ready { get; private set; }

    /// <summary>What the process and those before it have written, the last part of it.</summary>
    public string Log => string.Join('\n', [$"== {Name}", .. earlierLogs, process?.Describe() ?? "(not running)"]);

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

    /// <param name="extra">Environment for this process and not for those after it.</param>
    public async Task StartAsync(IReadOnlyDictionary<string, string?> extra, CancellationToken cancellationToken)
    {
        process = Launch(extra);
        Ready = await process.WaitForEventAsync("ready", StartLimit, cancellationToken);
    }

    /// <summary>Starts the service as whoever watches over it in production does: again, when the start was refused because a server was away.</summary>
    public async Task StartPatientlyAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await StartAsync(cancellationToken);
                return;
            }
            catch (InvalidOperationException) when (attempt < MaximumStarts)
            {
                await ForgetAsync();
            }
        }
    }

    /// <summary>Starts the service, which is to die at a crash point: perhaps before it was ready, perhaps much later.</summary>
    /// <param name="crashAt"><c>name</c> or <c>name:count</c>, as <see cref="KillingCrashPoints"/> reads it.</param>
    public void StartDoomed(string crashAt) => StartDoomed(crashAt, new Dictionary<string, string?>());

    /// <param name="extra">Environment for this process and not for those after it.</param>
    public void StartDoomed(string crashAt, IReadOnlyDictionary<string, string?> extra) =>
        process = Launch(new Dictionary<string, string?>(extra) { [KillingCrashPoints.EnvironmentVariable] = crashAt });

    /// <summary>Waits until the doomed process is dead.</summary>
    /// <returns>Whether by its own hand: a start is refused while the database is away.</returns>
    public async Task<bool> WaitForDeathAsync(TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        var exitCode = await process!.WaitForExitAsync(timeLimit, cancellationToken);
        await ForgetAsync();
        return exitCode == KilledBySignal9;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (process is { } running)
        {
            await running.KillAsync(cancellationToken);
            await ForgetAsync();
        }
    }

    /// <summary>SIGTERM; returns the exit code, which is 0 when everything in flight was finished.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        process!.Terminate();
        var exitCode = await process.WaitForExitAsync(StopLimit, cancellationToken);
        await ForgetAsync();
        return exitCode;
    }

    public async ValueTask DisposeAsync() => await ForgetAsync();

    private ChildProcess Launch(IReadOnlyDictionary<string, string?> extra)
    {
        var whole = new Dictionary<string, string?>(environment);
        foreach (var (name, value) in extra)
        {
            whole[name] = value;
        }

        return BuiltProgram.Start(folder, arguments, whole);
    }

    private async Task ForgetAsync()
    {
        if (process is { } ended)
        {
            process = null;
            var log = ended.Describe();
            earlierLogs.Add(log.Length > KeptLogCharacters ? log[^KeptLogCharacters..] : log);
            await ended.DisposeAsync();
        }
    }
}
