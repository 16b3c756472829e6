using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DarkSwap.Testing;

/// <summary>
/// A program that a test runs. Its last lines of output are kept for the failure message, and it is killed with the
/// object or, at the latest, when the test process ends.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int MaximumLines = 2_000;
    private const int SignalInterrupt = 2;
    private const int SignalTerminate = 15;
    private static readonly ConcurrentDictionary<int, ChildProcess> Running = new();
    private readonly Process process;
    private readonly BoundedLines output = new(MaximumLines);
    private readonly BoundedLines errors = new(MaximumLines);
    private readonly Task reading;

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var child in Running.Values)
        {
            child.Kill();
        }
    };

    private ChildProcess(Process process)
    {
        this.process = process;
        Id = process.Id;
        Running[Id] = this;
        reading = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, errors));
    }

    public int Id { get; }

    public bool HasExited => process.HasExited;

    public string Output => output.Text;

    public string Errors => errors.Text;

    public StreamWriter Input => process.StandardInput;

    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? workingFolder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingFolder ?? string.Empty,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
    }

    /// <summary>Runs a program to its end and returns what it wrote; a failing one is an exception that shows its output.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        await using var child = Start(program, arguments);
        await child.Input.WriteAsync(input.AsMemory(), cancellationToken);
        child.Input.Close();
        var exitCode = await child.WaitForExitAsync(timeLimit, cancellationToken);
        return exitCode == 0 ? child.Output : throw new InvalidOperationException($"{program} ended with {exitCode}.\n{child.Describe()}");
    }

    /// <summary>The first line of standard output that the predicate accepts, also if it was written before the call.</summary>
    public Task<string> WaitForLineAsync(Func<string, bool> isWanted, TimeSpan timeLimit, CancellationToken cancellationToken) =>
        WaitForLineAsync(output, isWanted, timeLimit, cancellationToken);

    /// <summary>The first line of standard error that the predicate accepts, also if it was written before the call.</summary>
    public Task<string> WaitForErrorLineAsync(Func<string, bool> isWanted, TimeSpan timeLimit, CancellationToken cancellationToken) =>
        WaitForLineAsync(errors, isWanted, timeLimit, cancellationToken);

    /// <summary>The first line of standard output that is a JSON object whose <c>event</c> has this value.</summary>
    public async Task<JsonElement> WaitForEventAsync(string name, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        var line = await WaitForLineAsync(candidate => EventOf(candidate) == name, timeLimit, cancellationToken);
        return JsonDocument.Parse(line).RootElement;
    }

    public void Interrupt() => Signal(SignalInterrupt);

    public void Terminate() => Signal(SignalTerminate);

    /// <summary>SIGKILL, without waiting for the end.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>SIGKILL: the program gets no chance to tidy up.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    public async Task<int> WaitForExitAsync(TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(timeLimit, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Process {Id} still ran after {timeLimit}.\n{Describe()}");
        }

        await reading.WaitAsync(cancellationToken);
        Running.TryRemove(Id, out _);
        return process.ExitCode;
    }

    public string Describe() => $"standard output:\n{Output}\nstandard error:\n{Errors}";

    public async ValueTask DisposeAsync()
    {
        Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        Running.TryRemove(Id, out _);
        process.Dispose();
    }

    private static string? EventOf(string line)
    {
        if (!line.StartsWith('{'))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.TryGetProperty("event", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task ReadAsync(StreamReader reader, BoundedLines lines)
    {
        try
        {
            while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            {
                lines.Add(line);
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            lines.Add($"(output ended: {failure.Message})");
        }
        finally
        {
            lines.Complete();
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int processId, int signal);

    private async Task<string> WaitForLineAsync(BoundedLines lines, Func<string, bool> isWanted, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.FindAsync(isWanted).WaitAsync(timeLimit, TimeProvider.System, cancellationToken)
                ?? throw new InvalidOperationException($"Process {Id} ended without the expected line.\n{Describe()}");
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Process {Id} did not write the expected line within {timeLimit}.\n{Describe()}");
        }
    }

    private void Signal(int signal)
    {
        if (!process.HasExited && SendSignal(Id, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} to process {Id} failed with error {Marshal.GetLastPInvokeError()}.");
        }
    }
}
