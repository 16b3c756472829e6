using DarkSwap.Messaging.CrashPoints;
using DarkSwap.Messaging.Delivery;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Messaging.Outbox;

/// <summary>What a run over a queue works with.</summary>
internal sealed record OutboxRunContext(
    string Schema,
    OutboxOptions Options,
    IMessageDelivery Delivery,
    TimeProvider TimeProvider,
    ICrashPoints CrashPoints,
    MessagingMetrics Metrics,
    ILogger Logger);
