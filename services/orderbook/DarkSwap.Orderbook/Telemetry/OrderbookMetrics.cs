using System.Diagnostics.Metrics;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;

namespace DarkSwap.Orderbook.Telemetry;

/// <summary>Figures of the order book.</summary>
public sealed class OrderbookMetrics
{
    public const string MeterName = "DarkSwap.Orderbook";

    private readonly Counter<long> received;
    private readonly Counter<long> refused;
    private readonly Counter<long> dropped;
    private readonly Counter<long> changes;
    private readonly Counter<long> backingChecks;

    public OrderbookMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        received = meter.CreateCounter<long>("darkswap.orderbook.events.received", "{event}", "Signed order events that peers sent");
        refused = meter.CreateCounter<long>("darkswap.orderbook.events.refused", "{event}", "Order events that break a rule");
        dropped = meter.CreateCounter<long>("darkswap.orderbook.events.dropped", "{event}", "Good order events for which there was no room");
        changes = meter.CreateCounter<long>("darkswap.orderbook.status.changes", "{order}", "Orders that went into another status");
        backingChecks = meter.CreateCounter<long>("darkswap.orderbook.backing.checks", "{check}", "Answers about backing coins");
    }

    public void Received(int count) => received.Add(count);

    public void Refused(OrderRefusal refusal) => refused.Add(1, new KeyValuePair<string, object?>("reason", refusal.ToString()));

    public void Dropped() => dropped.Add(1);

    public void StatusChanged(OrderStatus status) => changes.Add(1, new KeyValuePair<string, object?>("status", status.ToString()));

    public void BackingChecked(Contracts.Psbts.BackingState state) => backingChecks.Add(1, new KeyValuePair<string, object?>("state", state.ToString()));
}
