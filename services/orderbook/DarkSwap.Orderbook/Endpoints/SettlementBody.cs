using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>Private settlement data; it never leaves the node except where a trade message names it.</summary>
public sealed record SettlementBody
{
    public required IReadOnlyList<CoinBody> Coins { get; init; }
    public required string ReceiveAddress { get; init; }
    public required string ChangeAddress { get; init; }

    /// <summary>BIP-322 proof by the change address over the draft's backing message, so that the change can back what remains after a partial fill.</summary>
    public byte[]? ChangeProof { get; init; }

    public SettlementAcceptance Acceptance { get; init; } = SettlementAcceptance.Automatic;

    internal Settlement ToSettlement() => new()
    {
        Coins = [.. Coins.Select(CoinBody.ToCoin).Select(coin => new SettlementCoin(coin.OutPoint, coin.Proof))],
        ReceiveAddress = ReceiveAddress,
        ChangeAddress = ChangeAddress,
        ChangeProof = ChangeProof,
        Acceptance = Acceptance,
    };
}
