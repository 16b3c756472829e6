namespace DarkSwap.Trade.Domain;

public enum TradeNeed
{
    Acceptance,
    Signature,
}
