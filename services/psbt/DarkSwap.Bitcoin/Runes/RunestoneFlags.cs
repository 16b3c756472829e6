namespace DarkSwap.Bitcoin.Runes;

/// <summary>Known bits of the flags field, which is 128 bits wide.</summary>
[Flags]
internal enum RunestoneFlags : byte
{
    None = 0,
    Etching = 1,
    Terms = 2,
    Turbo = 4,
}
