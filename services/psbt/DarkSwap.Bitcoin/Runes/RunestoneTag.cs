namespace DarkSwap.Bitcoin.Runes;

/// <summary>Tags of a runestone's fields that have a meaning. Other odd tags are ignored (16383 carries protostones), other even tags are a flaw.</summary>
internal enum RunestoneTag : byte
{
    Body = 0,
    Divisibility = 1,
    Flags = 2,
    Spacers = 3,
    Name = 4,
    Symbol = 5,
    Premine = 6,
    Cap = 8,
    Amount = 10,
    HeightStart = 12,
    HeightEnd = 14,
    OffsetStart = 16,
    OffsetEnd = 18,
    Mint = 20,
    Pointer = 22,
}
