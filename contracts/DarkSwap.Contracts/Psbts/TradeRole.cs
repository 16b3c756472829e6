namespace DarkSwap.Contracts.Psbts;

/// <summary>The two sides of settlement: A gives the asset, B gives bitcoin.</summary>
public enum TradeRole
{
    GivesAsset = 1,
    GivesBitcoin = 2,
}
