namespace DarkSwap.Contracts.Wire.Values;

public enum AssetKind
{
    Bitcoin,
    Rune,
    Alkane,
}
