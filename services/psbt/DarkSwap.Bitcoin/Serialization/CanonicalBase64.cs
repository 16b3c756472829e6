using System.Diagnostics.CodeAnalysis;

namespace DarkSwap.Bitcoin.Serialization;

/// <summary>Base64 with one text for each byte string: no white space, and no bits set that padding throws away.</summary>
internal static class CanonicalBase64
{
    /// <param name="maximumTextLength">Longer texts are refused before anything is allocated for them.</param>
    public static bool TryDecode(string text, int maximumTextLength, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length > maximumTextLength || text.Length % 4 != 0)
        {
            return false;
        }

        var padding = text.EndsWith("==", StringComparison.Ordinal) ? 2 : text.EndsWith('=') ? 1 : 0;
        var decoded = new byte[(text.Length / 4 * 3) - padding];
        if (!Convert.TryFromBase64String(text, decoded, out var length) || length != decoded.Length || Convert.ToBase64String(decoded) != text)
        {
            return false;
        }

        bytes = decoded;
        return true;
    }
}
