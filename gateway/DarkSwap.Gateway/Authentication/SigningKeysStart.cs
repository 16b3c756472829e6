using DarkSwap.Hosting.Security;
using DarkSwap.Messaging.Delivery.Broker;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Gateway.Authentication;

/// <summary>Loads the keys before the first request needs them, and has connectivity tell the node's peer id, which may take until it has started.</summary>
internal sealed partial class SigningKeysStart(SigningKeys keys, NodeAudience audience, TimeProvider timeProvider, ILogger<SigningKeysStart> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await RetryAsync(async () => await keys.GetSigningKeyAsync(stoppingToken), LogNoTokens, stoppingToken);
        await RetryAsync(() => audience.LearnAsync(stoppingToken), LogNotTold, stoppingToken);
    }

    private async Task RetryAsync(Func<Task> work, Action<string> tell, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception exception) when (exception is KeysUnavailableException or RequestException or DbUpdateException || DatabaseFaults.IsAway(exception))
            {
                tell(exception.Message);
            }

            await Task.Delay(Pause, timeProvider, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 6013, Level = LogLevel.Information, Message = "Tokens cannot be issued yet: {Reason}")]
    private partial void LogNoTokens(string reason);

    [LoggerMessage(EventId = 6014, Level = LogLevel.Information, Message = "Connectivity has not told the node's peer id yet: {Reason}")]
    private partial void LogNotTold(string reason);
}
