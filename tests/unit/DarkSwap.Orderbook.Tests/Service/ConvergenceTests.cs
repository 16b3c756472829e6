using DarkSwap.Contracts.Orders;
using DarkSwap.Primitives;

namespace DarkSwap.Orderbook.Tests.Service;

/// <summary>Whole nodes that see the same events in another order, some of them twice, and in other company.</summary>
public sealed class ConvergenceTests
{
    private const int Orders = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Nodes_that_have_seen_the_same_events_have_the_same_book(ulong seed)
    {
        var random = new SeededRandomSource(seed);
        var events = OrderHistory.Make(random, Orders, out var ids);
        await using var one = await OrderbookNode.StartAsync();
        await using var other = await OrderbookNode.StartAsync();
        foreach (var node in new[] { one, other })
        {
            var history = events.Concat(events.Where(_ => OrderHistory.Next(random, 4) == 0)).OrderBy(_ => OrderHistory.Next(random, int.MaxValue)).ToArray();
            foreach (var burst in history.Chunk(1 + OrderHistory.Next(random, 20)))
            {
                await node.ReceiveAsync(burst);
            }
        }

        foreach (var id in ids)
        {
            var settled = await one.WaitForAsync(id, order => order.Status != OrderStatus.Pending);
            var twin = await other.WaitForAsync(id, order => order.Status != OrderStatus.Pending);
            (twin.Status, twin.Remaining, twin.ExpiresAt, twin.UpdateSequence).ShouldBe((settled.Status, settled.Remaining, settled.ExpiresAt, settled.UpdateSequence), $"seed {seed}");
            twin.UpdateHash.ShouldBe(settled.UpdateHash);
            twin.Backing.Select(coin => (coin.OutPoint, Convert.ToHexString(coin.Proof))).ShouldBe(settled.Backing.Select(coin => (coin.OutPoint, Convert.ToHexString(coin.Proof))));
        }

        var page = await one.AskForEventsAsync(256);
        (await other.AskForEventsAsync(256)).Events.Select(signed => Convert.ToHexString(signed.Envelope)).ShouldBe(page.Events.Select(signed => Convert.ToHexString(signed.Envelope)));
    }
}
