using DarkSwap.Messaging.Delivery.Broker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DarkSwap.Hosting.Node;

/// <summary>
/// Why a process ends, as its exit code; and that it ends: what has not stopped some seconds after the host's own time-out is left behind. The time is taken by a thread
/// of its own, since a process that cannot stop may have none to spare.
/// </summary>
/// <param name="exit">Ends the process at once.</param>
public sealed class ProcessEnd(Action<int> exit) : IDisposable
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>The process cannot go on, and another one can: whoever watches over it starts it again (EX_TEMPFAIL of sysexits.h).</summary>
    public const int StartAgain = 75;

    /// <summary>For what follows the host's stop: what it had is disposed.</summary>
    private static readonly TimeSpan DisposalLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TellLimit = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim hasEnded = new();
    private IReadOnlyList<BackgroundService> work = [];
    private volatile int exitCode;

    public int ExitCode => exitCode;

    /// <summary>Before the host starts.</summary>
    public void Watch(IServiceProvider services)
    {
        work = [.. services.GetServices<IHostedService>().OfType<BackgroundService>()];
        var limit = services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout + DisposalLimit;
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() =>
        {
            Look();
            new Thread(() => EndAfter(limit)) { IsBackground = true, Name = "end of the process" }.Start();
        });
    }

    /// <summary>The host stops by itself when background work ends with an exception, which it has logged.</summary>
    public void Look()
    {
        var failures = work.Where(service => service.ExecuteTask is { IsFaulted: true }).Select(service => service.ExecuteTask!.Exception!.InnerException).ToList();
        exitCode = failures switch
        {
            [] => Success,
            _ when failures.Exists(failure => failure is SilentBusException) => StartAgain,
            _ => Failure,
        };
    }

    /// <summary>The process has stopped. The thread may still hold the event, which needs no disposal as long as nobody asks for its handle.</summary>
    public void Dispose() => hasEnded.Set();

    private void EndAfter(TimeSpan limit)
    {
        if (hasEnded.Wait(limit))
        {
            return;
        }

        // Whoever should read what a process writes may be what it waits for.
        var telling = new Thread(() => Console.Error.WriteLine($"darkswap: has not stopped within {limit.TotalSeconds} s and ends now")) { IsBackground = true };
        telling.Start();
        telling.Join(TellLimit);
        exit(exitCode == Success ? Failure : exitCode);
    }
}
