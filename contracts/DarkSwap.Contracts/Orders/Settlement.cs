namespace DarkSwap.Contracts.Orders;

/// <summary>Private settlement data of one side. It never leaves the node except where a trade message names it.</summary>
public sealed record Settlement
{
    public required IReadOnlyList<SettlementCoin> Coins { get; init; }

    /// <summary>Address that receives what this side gets: bitcoin for the side that gives the asset, the asset for the other.</summary>
    public required string ReceiveAddress { get; init; }

    /// <summary>Address that receives what is left of what this side gives.</summary>
    public required string ChangeAddress { get; init; }

    /// <summary>BIP-322 simple proof by <see cref="ChangeAddress"/> over the order's backing message, so that the change output can back what remains after a partial fill. Null: the order stays suspended until it is backed anew.</summary>
    public byte[]? ChangeProof { get; init; }

    public SettlementAcceptance Acceptance { get; init; }
}
