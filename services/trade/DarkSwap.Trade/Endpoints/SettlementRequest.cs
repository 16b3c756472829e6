namespace DarkSwap.Trade.Endpoints;

public sealed record SettlementRequest
{
    public required IReadOnlyList<CoinRequest> Coins { get; init; }

    public required string ReceiveAddress { get; init; }

    public required string ChangeAddress { get; init; }
}
