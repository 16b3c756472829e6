using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Domain;

/// <summary>What an own order should say of itself, from what its operator wants and what its trades have come to.</summary>
public sealed record OwnOrderIntent
{
    public required bool IsSell { get; init; }

    /// <summary>Amount of the terms.</summary>
    public required UInt128 BaseAmount { get; init; }

    /// <summary>What the operator has taken off it.</summary>
    public required UInt128 ReducedBy { get; init; }

    public required bool IsSuspendedByOperator { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Coins that are to back it; for an order that gives bitcoin they stay private.</summary>
    public required IReadOnlyList<BackingCoin> Coins { get; init; }

    public required IReadOnlyList<(UInt128 Fill, FillPhase Phase)> Fills { get; init; }

    /// <summary>Fills and reductions never take more than there is.</summary>
    public UInt128 Remaining => Fills.Where(fill => fill.Phase != FillPhase.None)
        .Aggregate(Subtract(BaseAmount, ReducedBy), (remaining, fill) => Subtract(remaining, fill.Fill));

    public bool IsSuspended =>
        IsSuspendedByOperator
        || Fills.Any(fill => fill.Phase == FillPhase.Applied)
        || (IsSell && Remaining > UInt128.Zero && Coins.Count == 0);

    /// <summary>What is published as backing.</summary>
    public IReadOnlyList<BackingCoin> Backing => IsSell ? Coins : [];

    /// <summary>Whether the order says so already.</summary>
    public bool IsSaidBy(OrderView view) =>
        view.Remaining == Remaining
        && view.IsSuspended == IsSuspended
        && view.ExpiresAt == ExpiresAt
        && BackingRule.AreSame(view.Backing, Backing);

    private static UInt128 Subtract(UInt128 amount, UInt128 taken) => taken >= amount ? UInt128.Zero : amount - taken;
}
