using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>
/// Fails, and the process with it, when a queue stays without its consumer although the broker is there. The library reconnects by itself, except where the broker
/// left a question unanswered while it went or came: that ends an endpoint's loop for good, and such a bus does not always stop either, so that nothing but a
/// process that is started anew is sure to help.
/// </summary>
internal sealed partial class EndpointKeeper(BusReaders readers, IOptions<BusOptions> options, TimeProvider timeProvider, ILogger<EndpointKeeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var patience = new SilencePatience();
        var pause = options.Value.SilencePatience / SilencePatience.LooksWithoutProgress;
        while (true)
        {
            await Task.Delay(pause, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var silent = await readers.FindSilentAsync(stoppingToken);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            if (patience.IsOver(readers.IsBrokerThere, silent))
            {
                var queues = string.Join(", ", silent);
                LogGivenUp(queues);
                throw new SilentBusException($"nobody reads {queues}");
            }
        }
    }

    [LoggerMessage(EventId = 1013, Level = LogLevel.Critical, Message = "The broker is there, but nobody reads {Queues}: this process ends, to be started again")]
    private partial void LogGivenUp(string queues);
}
