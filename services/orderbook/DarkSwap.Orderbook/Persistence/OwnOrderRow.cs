using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Persistence;

/// <summary>The private side of an own order: settlement data, and what its operator wants of it.</summary>
public sealed class OwnOrderRow
{
    public required string OrderId { get; init; }

    /// <summary>JSON of the coins that settle it now.</summary>
    public required string Coins { get; set; }

    public required string ReceiveAddress { get; init; }
    public required string ChangeAddress { get; init; }
    public byte[]? ChangeProof { get; init; }
    public required SettlementAcceptance Acceptance { get; init; }
    public bool IsSuspendedByOperator { get; set; }

    /// <summary>Taken off the amount by the operator, in the base asset's smallest unit.</summary>
    public UInt128 ReducedBy { get; set; }

    public required DateTimeOffset WantedExpiresAt { get; set; }

    /// <summary>Whether the order may have to say something that is not signed yet.</summary>
    public bool NeedsSignature { get; set; }

    public long Version { get; set; }

    public Settlement ToSettlement() => new()
    {
        Coins = [.. CoinsJson.Read(Coins).Select(coin => new SettlementCoin(coin.OutPoint, coin.Proof))],
        ReceiveAddress = ReceiveAddress,
        ChangeAddress = ChangeAddress,
        ChangeProof = ChangeProof,
        Acceptance = Acceptance,
    };
}
