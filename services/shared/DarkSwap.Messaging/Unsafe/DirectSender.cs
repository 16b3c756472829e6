using System.Threading.Channels;
using DarkSwap.Messaging.Delivery;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Messaging.Unsafe;

/// <summary>Sends from memory what was never stored: what a service without an outbox does.</summary>
public sealed partial class DirectSender(IMessageDelivery delivery, ILogger<DirectSender> logger) : BackgroundService
{
    private const int MaximumWaiting = 10_000;

    private readonly Channel<OutgoingMessage> waiting = Channel.CreateBounded<OutgoingMessage>(new BoundedChannelOptions(MaximumWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    internal void Send(IEnumerable<OutgoingMessage> messages)
    {
        foreach (var message in messages)
        {
            waiting.Writer.TryWrite(message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in waiting.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            foreach (var recipient in delivery.RecipientsOf(message.Message.GetType()))
            {
                await SendAsync(message, recipient, stoppingToken);
            }
        }
    }

    private async Task SendAsync(OutgoingMessage message, string recipient, CancellationToken cancellationToken)
    {
        try
        {
            await delivery.DeliverAsync(message, recipient, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogLost(exception, message.Message.EventId, recipient);
        }
    }

    [LoggerMessage(EventId = 1021, Level = LogLevel.Error, Message = "UNSAFE: message {EventId} for {Recipient} is lost")]
    private partial void LogLost(Exception exception, Guid eventId, string recipient);
}
