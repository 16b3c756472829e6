using DarkSwap.Bitcoin.Runes;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>Runes as the public API names them: <c>RUNE:840000:3</c>.</summary>
public static class RuneAsset
{
    private const string Prefix = "RUNE:";

    public static bool TryParse(string? text, out RuneId rune)
    {
        rune = default;
        return text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && RuneId.TryParse(text.AsSpan(Prefix.Length), out rune) && rune != default;
    }

    public static string Format(RuneId rune) => Prefix + rune;
}
