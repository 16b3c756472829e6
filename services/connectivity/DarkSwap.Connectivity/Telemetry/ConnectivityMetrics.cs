using System.Diagnostics.Metrics;

namespace DarkSwap.Connectivity.Telemetry;

/// <summary>Figures of the connectivity service.</summary>
internal sealed class ConnectivityMetrics
{
    private readonly Counter<long> sent;
    private readonly Counter<long> acknowledged;
    private readonly Counter<long> expired;
    private readonly Counter<long> orderEvents;
    private readonly Counter<long> faults;

    public ConnectivityMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("DarkSwap.Connectivity");
        sent = meter.CreateCounter<long>("darkswap.connectivity.messages.sent", "{message}", "Acknowledged-delivery messages handed to a channel");
        acknowledged = meter.CreateCounter<long>("darkswap.connectivity.messages.acknowledged", "{message}");
        expired = meter.CreateCounter<long>("darkswap.connectivity.messages.expired", "{message}", "Messages given up without an acknowledgement");
        orderEvents = meter.CreateCounter<long>("darkswap.connectivity.order_events.received", "{event}");
        faults = meter.CreateCounter<long>("darkswap.connectivity.peer_faults", "{fault}");
    }

    public void MessageSent(bool isRepetition) => sent.Add(1, new KeyValuePair<string, object?>("repetition", isRepetition));

    public void MessagesAcknowledged(int count) => acknowledged.Add(count);

    public void MessageExpired() => expired.Add(1);

    /// <param name="outcome"><c>new</c>, <c>known</c> or <c>refused</c>.</param>
    public void OrderEvents(int count, string outcome) => orderEvents.Add(count, new KeyValuePair<string, object?>("outcome", outcome));

    public void PeerFault() => faults.Add(1);
}
