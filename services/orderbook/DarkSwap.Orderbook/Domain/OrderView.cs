using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.V1;

namespace DarkSwap.Orderbook.Domain;

/// <summary>An order as its creation and its newest update make it. What an update says counts within the terms only: it can narrow them, never widen.</summary>
public sealed record OrderView
{
    private OrderView()
    {
    }

    public required string OrderId { get; init; }

    public required OrderTerms Terms { get; init; }

    public required UInt128 Remaining { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Empty for an order that gives bitcoin.</summary>
    public required IReadOnlyList<BackingCoin> Backing { get; init; }

    /// <summary>Also when a seller's update names no coin for what remains.</summary>
    public required bool IsSuspended { get; init; }

    public required bool IsCancelled { get; init; }

    /// <summary>0 without an update.</summary>
    public required ulong UpdateSequence { get; init; }

    /// <summary>Empty without an update.</summary>
    public required byte[] UpdateHash { get; init; }

    public bool IsSell => Terms.Side == OrderDocumentSide.Sell;

    /// <summary>Null as long as the creation is unknown.</summary>
    public static OrderView? Of(OrderKnowledge knowledge)
    {
        if (knowledge.Creation is not { Order: var order })
        {
            return null;
        }

        var terms = order.Terms;
        var isSell = terms.Side == OrderDocumentSide.Sell;
        if (knowledge.Update is not { Update: var update })
        {
            return new OrderView
            {
                OrderId = order.OrderId,
                Terms = terms,
                Remaining = terms.BaseAmount,
                ExpiresAt = terms.ExpiresAt,
                Backing = Coins(terms.Backing, order.Proofs),
                IsSuspended = false,
                IsCancelled = knowledge.Cancellation is not null,
                UpdateSequence = 0,
                UpdateHash = [],
            };
        }

        var remaining = UInt128.Min(update.Terms.Remaining, terms.BaseAmount);
        return new OrderView
        {
            OrderId = order.OrderId,
            Terms = terms,
            Remaining = remaining,
            ExpiresAt = update.Terms.ExpiresAt < terms.ExpiresAt ? update.Terms.ExpiresAt : terms.ExpiresAt,
            Backing = isSell ? Coins(update.Terms.Backing, update.Terms.Proofs) : [],
            IsSuspended = update.Terms.IsSuspended || (isSell && remaining > UInt128.Zero && update.Terms.Backing.Count == 0),
            IsCancelled = knowledge.Cancellation is not null,
            UpdateSequence = update.Terms.Sequence,
            UpdateHash = update.Hash,
        };
    }

    public OrderFacts FactsWith(BackingVerdict verdict) => new()
    {
        IsSell = IsSell,
        IsCancelled = IsCancelled,
        IsSuspended = IsSuspended,
        Remaining = Remaining,
        ExpiresAt = ExpiresAt,
        Verdict = verdict,
    };

    private static BackingCoin[] Coins(IReadOnlyList<string> outPoints, IReadOnlyList<byte[]> proofs) =>
        [.. outPoints.Zip(proofs, (outPoint, proof) => new BackingCoin(outPoint, proof))];
}
