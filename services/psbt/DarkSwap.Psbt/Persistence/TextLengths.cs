namespace DarkSwap.Psbt.Persistence;

/// <summary>Lengths of text columns, in characters.</summary>
internal static class TextLengths
{
    public const int Hash = 64;

    /// <summary>Transaction id, colon and ten digits.</summary>
    public const int OutPoint = 75;

    /// <summary>Hexadecimal of the longest standard script with room to spare.</summary>
    public const int Script = 128;

    public const int Address = 100;
    public const int PeerId = 128;
    public const int Enumeration = 16;

    /// <summary>A word, a colon and an order's hash.</summary>
    public const int CommandSubject = 80;
}
