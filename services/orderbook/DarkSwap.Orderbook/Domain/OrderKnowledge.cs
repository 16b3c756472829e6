namespace DarkSwap.Orderbook.Domain;

/// <summary>
/// All that is known of one order from its maker. Merging is commutative, associative and idempotent, so it does not matter in which order,
/// how often or in which company events come: every node that has seen the same events knows the same.
/// </summary>
public sealed record OrderKnowledge(OrderEvent.Created? Creation, OrderEvent.Updated? Update, OrderEvent.Cancelled? Cancellation)
{
    public static OrderKnowledge Nothing { get; } = new(null, null, null);

    public static OrderKnowledge Of(OrderEvent orderEvent) => orderEvent switch
    {
        OrderEvent.Created created => Nothing with { Creation = created },
        OrderEvent.Updated updated => Nothing with { Update = updated },
        OrderEvent.Cancelled cancelled => Nothing with { Cancellation = cancelled },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What several events say together, by order and signer.</summary>
    public static Dictionary<OrderKey, OrderKnowledge> Collect(IEnumerable<OrderEvent> events)
    {
        var collected = new Dictionary<OrderKey, OrderKnowledge>();
        foreach (var orderEvent in events)
        {
            collected[orderEvent.Key] = collected.GetValueOrDefault(orderEvent.Key, Nothing).Merge(Of(orderEvent));
        }

        return collected;
    }

    public OrderKnowledge Merge(OrderKnowledge other) => new(
        Better(Creation, other.Creation, CompareCreations),
        Better(Update, other.Update, CompareUpdates),
        Better(Cancellation, other.Cancellation, CompareEnvelopes));

    /// <summary>Whether both rest on the same events.</summary>
    public bool Equals(OrderKnowledge? other) =>
        other is not null
        && AreSame(Creation, other.Creation) && AreSame(Update, other.Update) && AreSame(Cancellation, other.Cancellation);

    public override int GetHashCode() => HashCode.Combine(Creation?.Key, Update?.Update.Terms.Sequence, Cancellation?.Key);

    private static bool AreSame(OrderEvent? left, OrderEvent? right) =>
        left is null ? right is null : right is not null && left.Envelope.AsSpan().SequenceEqual(right.Envelope);

    private static TEvent? Better<TEvent>(TEvent? left, TEvent? right, Comparison<TEvent> compare)
        where TEvent : OrderEvent
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        return compare(left, right) <= 0 ? left : right;
    }

    /// <summary>The same terms with other proofs: the smaller hash.</summary>
    private static int CompareCreations(OrderEvent.Created left, OrderEvent.Created right)
    {
        var byHash = left.Order.PayloadHash.AsSpan().SequenceCompareTo(right.Order.PayloadHash);
        return byHash != 0 ? byHash : CompareEnvelopes(left, right);
    }

    /// <summary>The higher sequence, then the smaller hash.</summary>
    private static int CompareUpdates(OrderEvent.Updated left, OrderEvent.Updated right)
    {
        var bySequence = right.Update.Terms.Sequence.CompareTo(left.Update.Terms.Sequence);
        if (bySequence != 0)
        {
            return bySequence;
        }

        var byHash = left.Update.Hash.AsSpan().SequenceCompareTo(right.Update.Hash);
        return byHash != 0 ? byHash : CompareEnvelopes(left, right);
    }

    /// <summary>One payload may be signed in several ways; one of them is kept, everywhere the same.</summary>
    private static int CompareEnvelopes(OrderEvent left, OrderEvent right) => left.Envelope.AsSpan().SequenceCompareTo(right.Envelope);
}
