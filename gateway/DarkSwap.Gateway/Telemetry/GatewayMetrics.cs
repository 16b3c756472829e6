using System.Diagnostics.Metrics;

namespace DarkSwap.Gateway.Telemetry;

/// <summary>Figures of the gateway.</summary>
internal sealed class GatewayMetrics
{
    private readonly UpDownCounter<int> streams;
    private readonly Counter<long> events;
    private readonly Counter<long> dropped;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("DarkSwap.Gateway");
        streams = meter.CreateUpDownCounter<int>("darkswap.gateway.event_streams", "{stream}", "Event streams that are open");
        events = meter.CreateCounter<long>("darkswap.gateway.events_sent", "{event}", "Events written to streams");
        dropped = meter.CreateCounter<long>("darkswap.gateway.slow_readers_dropped", "{stream}", "Streams ended because their reader took nothing");
    }

    public void StreamOpened() => streams.Add(1);

    public void StreamClosed() => streams.Add(-1);

    public void EventsSent(int count) => events.Add(count);

    public void SlowReaderDropped() => dropped.Add(1);
}
