using DarkSwap.Contracts.Wire.Values;

namespace DarkSwap.Orderbook.Persistence;

/// <summary>Longest texts in characters.</summary>
internal static class ColumnLengths
{
    public const int Hash = HashText.Length;
    public const int Network = 64;
    public const int PeerId = 128;
    public const int Asset = Contracts.Wire.Values.Asset.MaximumTextLength;
    public const int Name = 16;
    public const int TradeId = 36;
    public const int Address = 128;
    public const int OutPoint = OutPointText.MaximumLength;
}
