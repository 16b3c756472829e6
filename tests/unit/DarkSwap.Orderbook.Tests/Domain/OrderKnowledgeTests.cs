using DarkSwap.Contracts.Orders;
using DarkSwap.Orderbook.Domain;
using FsCheck;
using FsCheck.Fluent;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Domain;

public sealed class OrderKnowledgeTests
{
    /// <summary>Two makers with two orders each, signed twice with other proofs, three updates of which two share a sequence, a cancellation; and the same said by somebody who is not the maker.</summary>
    private static readonly OrderEvent[] Pool = MakePool();

    [Fact]
    public void Any_order_any_repetition_and_any_grouping_of_events_comes_to_the_same() =>
        Prop.ForAll(Histories().ToArbitrary(), history =>
        {
            var atOnce = OrderKnowledge.Collect(history.Events);
            var otherwise = history.Groups
                .Select(OrderKnowledge.Collect)
                .Aggregate(new Dictionary<OrderKey, OrderKnowledge>(), MergeBooks);
            return AreSame(atOnce, otherwise);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Merging_is_commutative_associative_and_idempotent() =>
        Prop.ForAll(Knowledge().Three().ToArbitrary(), three =>
        {
            var (a, b, c) = three;
            return a.Merge(b) == b.Merge(a) && a.Merge(b).Merge(c) == a.Merge(b.Merge(c)) && a.Merge(a) == a && a.Merge(b).Merge(b) == a.Merge(b);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_higher_sequence_wins_then_the_smaller_hash()
    {
        using var maker = Key(1);
        var terms = Sell(maker);
        var low = Read(Update(maker, UpdateOf(terms, 1)));
        var one = Read(Update(maker, UpdateOf(terms, 2) with { Remaining = 500 }));
        var other = Read(Update(maker, UpdateOf(terms, 2) with { Remaining = 600 }));
        var smaller = ((OrderEvent.Updated)one).Update.Hash.AsSpan().SequenceCompareTo(((OrderEvent.Updated)other).Update.Hash) < 0 ? one : other;

        var merged = OrderKnowledge.Collect([other, low, one]).Values.Single();

        merged.Update.ShouldBe(smaller);
    }

    [Fact]
    public void A_cancelled_order_never_comes_back()
    {
        using var maker = Key(1);
        var terms = Sell(maker);
        var merged = OrderKnowledge.Collect([Read(Cancel(maker, terms)), Read(Create(maker, terms)), Read(Update(maker, UpdateOf(terms, ulong.MaxValue)))]).Values.Single();

        OrderView.Of(merged)!.FactsWith(BackingVerdict.Valid).StatusAt(Now).ShouldBe(OrderStatus.Cancelled);
    }

    [Fact]
    public void The_word_of_another_key_is_kept_apart()
    {
        using var maker = Key(1);
        using var stranger = Key(9);
        var terms = Sell(maker);

        var collected = OrderKnowledge.Collect([Read(Create(maker, terms)), Read(Cancel(stranger, terms))]);

        OrderView.Of(collected[new OrderKey(IdOf(terms), PeerIdOf(maker))])!.IsCancelled.ShouldBeFalse();
        OrderView.Of(collected[new OrderKey(IdOf(terms), PeerIdOf(stranger))]).ShouldBeNull();
    }

    private static OrderEvent Read(SignedOrderEvent signed)
    {
        var read = OrderEventReader.Read(signed, Network, Now);
        read.IsSuccess.ShouldBeTrue(read.Error.ToString());
        return read.Value!;
    }

    private static OrderEvent[] MakePool()
    {
        var events = new List<OrderEvent>();
        using var stranger = Key(9);
        foreach (var seed in new byte[] { 1, 2 })
        {
            using var maker = Key(seed);
            foreach (var terms in new[] { Sell(maker), Buy(maker) })
            {
                events.Add(Read(Create(maker, terms)));
                events.Add(Read(Create(maker, terms, proof: 2)));
                events.Add(Read(Update(maker, UpdateOf(terms, 1))));
                events.Add(Read(Update(maker, UpdateOf(terms, 2) with { Remaining = 500 })));
                events.Add(Read(Update(maker, UpdateOf(terms, 2) with { Remaining = 600 })));
                events.Add(Read(Cancel(maker, terms)));
                events.Add(Read(Update(stranger, UpdateOf(terms, 3))));
                events.Add(Read(Cancel(stranger, terms)));
            }
        }

        return [.. events];
    }

    private static Gen<OrderKnowledge> Knowledge() =>
        Gen.SubListOf(Pool.Where(orderEvent => orderEvent.Key == Pool[0].Key).ToArray()).Select(events => OrderKnowledge.Collect(events).Values.SingleOrDefault(OrderKnowledge.Nothing));

    /// <summary>A history, and the same events shuffled, partly repeated and cut into groups.</summary>
    private static Gen<(OrderEvent[] Events, OrderEvent[][] Groups)> Histories() =>
        from events in Gen.SubListOf(Pool)
        from repeated in Gen.SubListOf(events.ToArray())
        from shuffled in Gen.Shuffle(events.Concat(repeated).ToArray())
        from size in Gen.Choose(1, 8)
        select (events.ToArray(), shuffled.Chunk(size).ToArray());

    private static Dictionary<OrderKey, OrderKnowledge> MergeBooks(Dictionary<OrderKey, OrderKnowledge> book, Dictionary<OrderKey, OrderKnowledge> other)
    {
        foreach (var (key, knowledge) in other)
        {
            book[key] = book.GetValueOrDefault(key, OrderKnowledge.Nothing).Merge(knowledge);
        }

        return book;
    }

    private static bool AreSame(Dictionary<OrderKey, OrderKnowledge> left, Dictionary<OrderKey, OrderKnowledge> right) =>
        left.Count == right.Count && left.All(entry => right.TryGetValue(entry.Key, out var knowledge) && knowledge == entry.Value);
}
