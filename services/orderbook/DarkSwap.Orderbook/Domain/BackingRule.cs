using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Domain;

/// <summary>When a verdict about backing coins outlives a change of the order.</summary>
public static class BackingRule
{
    /// <summary>A good verdict stays while the same coins back no more than they did; a bad one is looked at again with every update.</summary>
    public static BackingVerdict After(BackingVerdict verdict, OrderView? before, OrderView after)
    {
        var isCovered = before is not null && after.Remaining <= before.Remaining && AreSame(before.Backing, after.Backing);
        return verdict switch
        {
            BackingVerdict.Unverified => BackingVerdict.Unverified,
            BackingVerdict.Valid => isCovered ? BackingVerdict.Valid : BackingVerdict.Unverified,
            BackingVerdict.Invalid => isCovered && before!.UpdateSequence == after.UpdateSequence ? BackingVerdict.Invalid : BackingVerdict.Unverified,
        };
    }

    public static bool AreSame(IReadOnlyList<BackingCoin> left, IReadOnlyList<BackingCoin> right) =>
        left.Count == right.Count
        && left.Zip(right).All(pair => pair.First.OutPoint == pair.Second.OutPoint && pair.First.Proof.AsSpan().SequenceEqual(pair.Second.Proof));
}
