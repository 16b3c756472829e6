using DarkSwap.Hosting.Security;
using DarkSwap.Messaging.Delivery.Broker;

namespace DarkSwap.Gateway.Authentication;

/// <summary>Loads the keys before the first request needs them: the node's peer id may be told only after connectivity has started.</summary>
internal sealed partial class SigningKeysStart(SigningKeys keys, TimeProvider timeProvider, ILogger<SigningKeysStart> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryLoadAsync(stoppingToken))
        {
            await Task.Delay(Pause, timeProvider, stoppingToken);
        }
    }

    private async Task<bool> TryLoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await keys.GetSigningKeyAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is KeysUnavailableException || DatabaseFaults.IsAway(exception))
        {
            LogUnavailable(exception.Message);
            return false;
        }
    }

    [LoggerMessage(EventId = 6013, Level = LogLevel.Information, Message = "Tokens cannot be issued yet: {Reason}")]
    private partial void LogUnavailable(string reason);
}
