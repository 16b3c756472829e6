using System.Text;

namespace DarkSwap.Bitcoin.Runes;

/// <summary>A name with the spacers its etcher chose for display: bit n stands for a spacer after letter n. Spacers are no part of the identity.</summary>
public readonly record struct SpacedRuneName(RuneName Name, uint Spacers)
{
    /// <summary>Spacers between all of 28 letters; more than these are ignored in an etching.</summary>
    public const uint MaximumSpacers = 0x07FF_FFFF;

    /// <summary>U+2022, as names are shown.</summary>
    public const char Spacer = '\u2022';

    private const int LongestText = (2 * RuneName.MaximumLength) - 1;

    /// <summary>Reads letters with <c>•</c> or <c>.</c> between them; refuses spacers that lead, trail or repeat.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SpacedRuneName name)
    {
        name = default;
        if (text.Length > LongestText)
        {
            return false;
        }

        Span<char> letters = stackalloc char[LongestText];
        var count = 0;
        var spacers = 0u;
        var isAfterLetter = false;
        foreach (var character in text)
        {
            if (character is Spacer or '.')
            {
                if (!isAfterLetter || count > RuneName.MaximumLength)
                {
                    return false;
                }

                spacers |= 1u << (count - 1);
                isAfterLetter = false;
            }
            else
            {
                letters[count++] = character;
                isAfterLetter = true;
            }
        }

        if (!isAfterLetter || !RuneName.TryParse(letters[..count], out var plain))
        {
            return false;
        }

        name = new SpacedRuneName(plain, spacers);
        return true;
    }

    /// <summary>The name with its spacers; spacers at or behind the last letter are not shown.</summary>
    public override string ToString()
    {
        var letters = Name.ToString();
        var text = new StringBuilder(LongestText);
        for (var index = 0; index < letters.Length; index++)
        {
            text.Append(letters[index]);
            if (index < letters.Length - 1 && (Spacers & (1u << index)) != 0)
            {
                text.Append(Spacer);
            }
        }

        return text.ToString();
    }
}
