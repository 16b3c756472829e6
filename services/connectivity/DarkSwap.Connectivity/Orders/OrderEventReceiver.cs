using DarkSwap.Connectivity.Messaging;
using DarkSwap.Connectivity.Persistence;
using DarkSwap.Connectivity.Telemetry;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Connectivity.Orders;

/// <summary>Takes order events of peers: drops repetitions, verifies signatures, and hands the rest to the order book in bursts.</summary>
internal sealed partial class OrderEventReceiver(
    IDbContextFactory<ConnectivityDbContext> contexts,
    PeerConduct conduct,
    ConnectivityMetrics metrics,
    IOptions<ConnectivityLimits> limits,
    TimeProvider timeProvider,
    ILogger<OrderEventReceiver> logger)
{
    /// <summary>Most events of one message on the bus.</summary>
    private const int BurstSize = 256;

    private readonly SeenOrderEvents seen = new(limits.Value.RememberedOrderEvents);

    /// <returns>False when the peer has made one mistake too many and must be disconnected.</returns>
    public async Task<bool> ReceiveAsync(PeerId sender, IReadOnlyList<SignedOrderEvent> events, string network, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var isTolerable = true;
        var fresh = new List<SignedOrderEvent>();
        var inThisBatch = new HashSet<UInt128>();
        foreach (var orderEvent in events)
        {
            if (seen.Contains(orderEvent.Envelope) || !inThisBatch.Add(SeenOrderEvents.HashOf(orderEvent.Envelope)))
            {
                continue;
            }

            if (OrderEventVerifier.Refuse(orderEvent, network, now) is not { } refusal)
            {
                fresh.Add(orderEvent);
            }
            else if (IsFault(refusal))
            {
                LogRefused(sender, refusal);
                metrics.PeerFault();
                isTolerable &= !conduct.ReportFault(sender);
            }
        }

        metrics.OrderEvents(fresh.Count, "new");
        metrics.OrderEvents(events.Count - fresh.Count, "dropped");
        await HandOnAsync(sender, fresh, now, cancellationToken);
        return isTolerable;
    }

    /// <summary>Marks own events, so that they are not taken in again when peers echo them.</summary>
    public void MarkSeen(IReadOnlyList<SignedOrderEvent> events)
    {
        foreach (var orderEvent in events)
        {
            seen.Add(orderEvent.Envelope);
        }
    }

    /// <summary>An event that is merely too late or early is nobody's fault: clocks differ and messages take their time.</summary>
    private static bool IsFault(OrderRefusal refusal) => refusal is not (OrderRefusal.Expired or OrderRefusal.CreatedInFuture);

    private async Task HandOnAsync(PeerId sender, List<SignedOrderEvent> events, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var burst in events.Chunk(BurstSize))
        {
            context.AddToOutbox(
                new OrderEventsReceived { EventId = Guid.CreateVersion7(now), OccurredAt = now, Sender = sender.ToString(), Events = burst },
                $"orders:{sender}");
        }

        await context.SaveChangesAsync(cancellationToken);
        MarkSeen(events);
    }

    [LoggerMessage(EventId = 2140, Level = LogLevel.Information, Message = "Refused an order event from {PeerId}: {Refusal}")]
    private partial void LogRefused(PeerId peerId, OrderRefusal refusal);
}
