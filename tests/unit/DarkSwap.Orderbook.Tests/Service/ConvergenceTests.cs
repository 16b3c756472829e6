using System.Buffers.Binary;
using DarkSwap.Contracts.Orders;
using DarkSwap.Primitives;
using static DarkSwap.Orderbook.Tests.OrderExamples;

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
        var events = MakeEvents(random, out var ids);
        await using var one = await OrderbookNode.StartAsync();
        await using var other = await OrderbookNode.StartAsync();
        foreach (var node in new[] { one, other })
        {
            var history = events.Concat(events.Where(_ => Next(random, 4) == 0)).OrderBy(_ => Next(random, int.MaxValue)).ToArray();
            foreach (var burst in history.Chunk(1 + Next(random, 20)))
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

    /// <summary>For each order a creation or two, up to three updates, perhaps a cancellation, and a stranger's word.</summary>
    private static List<SignedOrderEvent> MakeEvents(IRandomSource random, out List<string> ids)
    {
        var events = new List<SignedOrderEvent>();
        ids = [];
        using var stranger = Key(99);
        for (var number = 0; number < Orders; number++)
        {
            using var maker = Key((byte)(1 + (number % 3)));
            var terms = (number % 2 == 0 ? Sell(maker) : Buy(maker)) with { MinimumFill = (UInt128)(number + 1) };
            ids.Add(IdOf(terms));
            events.Add(Create(maker, terms));
            if (Next(random, 2) == 0)
            {
                events.Add(Create(maker, terms, proof: 2));
            }

            for (var update = Next(random, 4); update > 0; update--)
            {
                events.Add(Update(maker, UpdateOf(terms, 1 + (ulong)Next(random, 2)) with { Remaining = (UInt128)Next(random, 1_001), IsSuspended = Next(random, 2) == 0 }));
            }

            if (Next(random, 3) == 0)
            {
                events.Add(Cancel(maker, terms));
            }

            events.Add(Next(random, 2) == 0 ? Cancel(stranger, terms) : Update(stranger, UpdateOf(terms, 9)));
        }

        return events;
    }

    private static int Next(IRandomSource random, int limit)
    {
        Span<byte> bytes = stackalloc byte[4];
        random.Fill(bytes);
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(bytes) % (uint)limit);
    }
}
