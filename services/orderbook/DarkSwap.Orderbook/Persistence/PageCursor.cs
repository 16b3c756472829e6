using System.Buffers.Text;
using System.Globalization;
using System.Text;
using DarkSwap.Contracts.Wire.Values;

namespace DarkSwap.Orderbook.Persistence;

/// <summary>Where a page ended: a time and an id. Opaque to callers.</summary>
public readonly record struct PageCursor(DateTimeOffset Time, string Id)
{
    private const int MaximumLength = 256;

    public static bool TryRead(string? text, out PageCursor cursor)
    {
        cursor = default;
        if (text is null || text.Length is 0 or > MaximumLength || !Base64Url.IsValid(text))
        {
            return false;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('.', 2);
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) || !UnixMicroseconds.TryRead(microseconds, out var time)
            || parts[1].Contains('\0'))
        {
            return false;
        }

        cursor = new PageCursor(time, parts[1]);
        return true;
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{UnixMicroseconds.Of(Time)}.{Id}")));
}
