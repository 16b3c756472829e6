using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

/// <summary>
/// A host that is followed by another one on the same data when it gives up its bus, as a process is by whoever watches over it. What still works of the one before goes on
/// beside it, since only the end of a process takes that away. The consumers of all of them remember in one place.
/// </summary>
internal sealed class WatchedHosts(string broker) : IAsyncDisposable
{
    /// <summary>A bus that has died does not always stop.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder folder = new();
    private readonly SampleFaults faults = new();
    private readonly CancellationTokenSource over = new();
    private readonly List<ModuleTestHost> hosts = [];
    private Task watching = Task.CompletedTask;

    /// <summary>Returns the first.</summary>
    public async Task<ModuleTestHost> StartAsync()
    {
        var first = await StartOneAsync();
        watching = WatchAsync(first);
        return first;
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await watching;
        foreach (var host in hosts)
        {
            await host.DisposeAsync().AsTask().WaitAsync(StopLimit, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        over.Dispose();
        folder.Dispose();
    }

    private async Task WatchAsync(ModuleTestHost host)
    {
        while (true)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested)
            {
                return;
            }

            host = await StartOneAsync();
        }
    }

    private async Task<ModuleTestHost> StartOneAsync()
    {
        var options = new ModuleTestHostOptions
        {
            DataFolder = folder.Path,
            Settings = new() { ["broker"] = broker, ["Bus:SilencePatience"] = "00:00:30" },
            Configure = builder => builder.Services.AddSingleton(faults),
        };
        var host = await ModuleTestHost.StartAsync<SampleModule>(options, CancellationToken.None);
        hosts.Add(host);
        return host;
    }
}
