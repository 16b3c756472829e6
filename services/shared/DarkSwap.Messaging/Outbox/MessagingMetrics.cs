using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Counts of the outbox and the source of its traces.</summary>
public sealed class MessagingMetrics
{
    public const string MeterName = "DarkSwap.Messaging";

    private readonly Counter<long> delivered;
    private readonly Counter<long> failed;
    private readonly Counter<long> dead;
    private readonly Histogram<double> duration;

    public MessagingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        delivered = meter.CreateCounter<long>("darkswap.messaging.delivered", "{message}", "Messages that a recipient took over");
        failed = meter.CreateCounter<long>("darkswap.messaging.failed", "{message}", "Deliveries that failed and are tried again");
        dead = meter.CreateCounter<long>("darkswap.messaging.dead_letters", "{message}", "Copies given up after the last try");
        duration = meter.CreateHistogram<double>("darkswap.messaging.delivery.duration", "s", "Time that a recipient took over one message");
    }

    internal static ActivitySource Activities { get; } = new(MeterName);

    /// <summary>Part of whatever made the message, and linked to what made those that were joined to it. Null if nobody listens.</summary>
    internal static Activity? StartDelivering(string messageType, string? traceParent, IEnumerable<string?> links) =>
        Activities.HasListeners()
            ? Activities.StartActivity(
                $"deliver {messageType}", ActivityKind.Producer, traceParent, links: [.. links.Select(link => ActivityContext.TryParse(link, null, out var context) ? new ActivityLink(context) : (ActivityLink?)null).OfType<ActivityLink>()])
            : null;

    /// <summary>The activity of consuming a message, also when nobody listens: what the consumer sends on belongs to the same trace.</summary>
    internal static Activity? StartConsuming(string messageType, string? traceParent)
    {
        var name = $"consume {messageType}";
        if (Activities.StartActivity(name, ActivityKind.Consumer, traceParent) is { } listened)
        {
            return listened;
        }

        return traceParent is null ? null : new Activity(name).SetParentId(traceParent).Start();
    }

    internal void Delivered(string service, TimeSpan elapsed)
    {
        delivered.Add(1, new KeyValuePair<string, object?>("service", service));
        duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("service", service));
    }

    internal void Failed(string service) => failed.Add(1, new KeyValuePair<string, object?>("service", service));

    internal void Dead(string service) => dead.Add(1, new KeyValuePair<string, object?>("service", service));
}
