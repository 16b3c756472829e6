using System.Buffers.Binary;
using DarkSwap.Contracts.Orders;
using DarkSwap.Primitives;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Service;

/// <summary>What several makers may say of their orders.</summary>
internal static class OrderHistory
{
    /// <summary>For each order a creation or two, up to three updates, perhaps a cancellation, and a stranger's word.</summary>
    public static List<SignedOrderEvent> Make(IRandomSource random, int orders, out List<string> ids)
    {
        var events = new List<SignedOrderEvent>();
        ids = [];
        using var stranger = Key(99);
        for (var number = 0; number < orders; number++)
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

    public static int Next(IRandomSource random, int limit)
    {
        Span<byte> bytes = stackalloc byte[4];
        random.Fill(bytes);
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(bytes) % (uint)limit);
    }
}
