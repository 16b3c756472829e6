using System.Diagnostics.Metrics;
using DarkSwap.Gateway.RateLimits;
using Yarp.ReverseProxy.Forwarder;

namespace DarkSwap.Gateway.Telemetry;

/// <summary>Figures of the gateway.</summary>
internal sealed class GatewayMetrics
{
    private readonly UpDownCounter<int> streams;
    private readonly Counter<long> events;
    private readonly Counter<long> dropped;
    private readonly Counter<long> connectionsRefused;
    private readonly Counter<long> requestsLimited;
    private readonly Counter<long> forwardingFailures;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("DarkSwap.Gateway");
        streams = meter.CreateUpDownCounter<int>("darkswap.gateway.event_streams", "{stream}", "Event streams that are open");
        events = meter.CreateCounter<long>("darkswap.gateway.events_sent", "{event}", "Events written to streams");
        dropped = meter.CreateCounter<long>("darkswap.gateway.slow_readers_dropped", "{stream}", "Streams ended because their reader took nothing");
        connectionsRefused = meter.CreateCounter<long>("darkswap.gateway.connections_refused", "{connection}", "Connections closed because their address had too many open");
        requestsLimited = meter.CreateCounter<long>("darkswap.gateway.requests_limited", "{request}", "Requests answered with 429, by class of operation");
        forwardingFailures = meter.CreateCounter<long>("darkswap.gateway.forwarding_failures", "{request}", "Requests that a service did not answer, by service and reason");
    }

    public void StreamOpened() => streams.Add(1);

    public void StreamClosed() => streams.Add(-1);

    public void EventsSent(int count) => events.Add(count);

    public void SlowReaderDropped() => dropped.Add(1);

    public void ConnectionRefused() => connectionsRefused.Add(1);

    public void RequestLimited(OperationClass operation) => requestsLimited.Add(1, new KeyValuePair<string, object?>("class", operation));

    public void ForwardingFailed(string service, ForwarderError reason) =>
        forwardingFailures.Add(1, new KeyValuePair<string, object?>("service", service), new KeyValuePair<string, object?>("reason", reason));
}
