using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DarkSwap.Messaging.Unsafe;

/// <summary>Nobody runs without outbox or inbox and does not notice.</summary>
internal sealed partial class UnsafeAnnouncement(IOptions<UnsafeOptions> options, ILogger<UnsafeAnnouncement> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.WithoutOutbox)
        {
            LogUnsafe(UnsafeOptions.WithoutOutboxKey, "messages are lost when the process dies");
        }

        if (options.Value.WithoutInbox)
        {
            LogUnsafe(UnsafeOptions.WithoutInboxKey, "messages that come twice are applied twice");
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1020, Level = LogLevel.Critical, Message = "UNSAFE: {Switch} is on: {Consequence}. For control runs of kill tests only")]
    private partial void LogUnsafe(string @switch, string consequence);
}
