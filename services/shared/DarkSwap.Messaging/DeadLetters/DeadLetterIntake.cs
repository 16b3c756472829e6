using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DarkSwap.Messaging.Delivery.Broker;
using DarkSwap.Messaging.Outbox;
using DarkSwap.Messaging.Persistence;
using MassTransit;
using OwnHeaders = DarkSwap.Messaging.Delivery.MessageHeaders;

namespace DarkSwap.Messaging.DeadLetters;

/// <summary>Makes a row of what came from the broker and cannot be consumed, whatever it is.</summary>
internal sealed class DeadLetterIntake(IDeadLetterStore store, TimeProvider timeProvider)
{
    private const string Unknown = "unknown";
    private const char ReplacementCharacter = '\uFFFD';
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Returns once the letter is stored: until then the broker keeps the message.</summary>
    public async Task TakeAsync(ReceiveContext context, string recipient, string reason, int attempts)
    {
        var letter = Describe(context, recipient, reason, attempts);
        while (true)
        {
            try
            {
                await store.StoreAsync(letter, context.CancellationToken);
                return;
            }
            catch (Exception exception) when (DatabaseFaults.IsAway(exception))
            {
                await Task.Delay(Pause, timeProvider, context.CancellationToken);
            }
        }
    }

    private DeadLetter Describe(ReceiveContext context, string recipient, string reason, int attempts)
    {
        var bytes = context.GetBody();
        var (body, type, occurredAt) = ReadEnvelope(bytes);
        return new DeadLetter
        {
            EventId = IdOf(context, bytes),
            Recipient = Fit(recipient, MessagingTables.NameLength),
            AggregateId = Fit(context.TransportHeaders.Get<string>(OwnHeaders.AggregateId) ?? Unknown, MessagingTables.AggregateIdLength),
            AggregateVersion = context.TransportHeaders.Get<long>(OwnHeaders.AggregateVersion),
            MessageType = Fit(context.TransportHeaders.Get<string>(OwnHeaders.MessageType) ?? type ?? Unknown, MessagingTables.NameLength),
            Body = body,
            OccurredAt = occurredAt ?? timeProvider.GetUtcNow(),
            DeadAt = timeProvider.GetUtcNow(),
            Attempts = attempts,
            Reason = Fit(reason, MessagingTables.ReasonLength),
        };
    }

    /// <summary>A message without an id of its own gets one of its content, so that it is one letter however often it comes.</summary>
    private static Guid IdOf(ReceiveContext context, byte[] body) =>
        context.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery) && delivery.Properties.IsMessageIdPresent() && Guid.TryParse(delivery.Properties.MessageId, out var id)
            ? id
            : new Guid(SHA256.HashData(body).AsSpan(0, 16));

    private static (string Body, string? Type, DateTimeOffset? OccurredAt) ReadEnvelope(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object)
            {
                var type = document.RootElement.TryGetProperty("messageType", out var types) && types.ValueKind == JsonValueKind.Array && types.GetArrayLength() > 0 ? types[0].ToString() : null;
                var isDated = message.TryGetProperty("occurredAt", out var time) && time.ValueKind == JsonValueKind.String && time.TryGetDateTimeOffset(out _);
                return (ToText(message.GetRawText()), type, isDated ? time.GetDateTimeOffset().ToUniversalTime() : null);
            }
        }
        catch (JsonException)
        {
            // Shown as it is.
        }

        return (ToText(Encoding.UTF8.GetString(bytes)), null, null);
    }

    /// <summary>PostgreSQL's text holds everything but the null character.</summary>
    private static string ToText(string text) => text.Replace('\0', ReplacementCharacter);

    private static string Fit(string text, int length) => ToText(text.Length > length ? text[..length] : text);
}
