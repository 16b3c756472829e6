using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>
/// Starts the bus again when one of its queues stays without its consumer although the broker is there. The library reconnects by itself, except where the
/// broker left a question unanswered while it came up (a quorum queue without a leader yet): that ends an endpoint's loop for good.
/// </summary>
internal sealed partial class EndpointKeeper(IBusControl bus, BrokerWatch watch, TimeProvider timeProvider, ILogger<EndpointKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(45);

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(StopTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await bus.StopAsync(either.Token);

        // The library says nothing when its time was over: a bus that is still stopping, started again, does neither.
        either.Token.ThrowIfCancellationRequested();
        await bus.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var patience = new RestartPatience();
        var started = timeProvider.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var silent = FindSilent();
            if (patience.IsOver(watch.IsAvailable, silent.Count > 0, timeProvider.GetElapsedTime(started)) && !stoppingToken.IsCancellationRequested)
            {
                await RestartGuardedAsync(string.Join(", ", silent), stoppingToken);
            }
        }
    }

    private List<string> FindSilent() =>
        [.. bus.CheckHealth().Endpoints.Values.Where(endpoint => endpoint.Status != BusHealthStatus.Healthy).Select(endpoint => endpoint.InputAddress.Segments[^1])];

    private async Task RestartGuardedAsync(string endpoints, CancellationToken cancellationToken)
    {
        LogRestart(endpoints);
        try
        {
            await RestartAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception);
        }
        catch (OperationCanceledException)
        {
            // The host stops, and the bus with it.
        }
    }

    [LoggerMessage(EventId = 1013, Level = LogLevel.Warning, Message = "The broker is there, but nobody reads {Endpoints}: starting the bus again")]
    private partial void LogRestart(string endpoints);

    [LoggerMessage(EventId = 1014, Level = LogLevel.Error, Message = "The bus cannot be started again; trying later")]
    private partial void LogFailed(Exception exception);
}
