namespace DarkSwap.Contracts.Trades;

public enum TradeSide
{
    Maker = 1,
    Taker = 2,
}
