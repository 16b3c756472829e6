using MassTransit;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>Who reads this process's queues: by the bus's own account, and by the broker's, since a bus may have lost its connection without noticing.</summary>
/// <param name="queues">The lasting ones.</param>
internal sealed class BusReaders(IBusControl bus, BrokerWatch watch, IReadOnlyList<string> queues)
{
    public bool IsBrokerThere => watch.IsAvailable;

    public async Task<IReadOnlyList<string>> FindSilentAsync(CancellationToken cancellationToken)
    {
        var unhealthy = bus.CheckHealth().Endpoints.Values.Where(endpoint => endpoint.Status != BusHealthStatus.Healthy).Select(endpoint => endpoint.InputAddress.Segments[^1]);
        return [.. unhealthy.Union(await watch.FindUnreadAsync(queues, cancellationToken))];
    }
}
