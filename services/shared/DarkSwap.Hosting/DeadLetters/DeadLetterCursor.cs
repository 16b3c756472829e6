using System.Buffers.Text;
using System.Globalization;
using System.Text;
using DarkSwap.Messaging.DeadLetters;
using DarkSwap.Messaging.Persistence;

namespace DarkSwap.Hosting.DeadLetters;

/// <summary>Where a page ended, in a form that is opaque to callers.</summary>
internal static class DeadLetterCursor
{
    private const int MaximumLength = 1024;
    private static readonly UnixMicrosecondsConverter Microseconds = new();

    public static string Write(DeadLetterPosition position) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{(long)Microseconds.ConvertToProvider(position.DeadAt)!}.{position.Key.EventId:N}.{position.Key.Recipient}")));

    public static bool TryRead(string text, out DeadLetterPosition position)
    {
        position = default;
        if (text.Length is 0 or > MaximumLength || !Base64Url.IsValid(text))
        {
            return false;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('.', 3);
        if (parts.Length != 3 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            || microseconds > (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).TotalMicroseconds - 1 || !Guid.TryParseExact(parts[1], "N", out var eventId) || parts[2].Contains('\0'))
        {
            return false;
        }

        position = new DeadLetterPosition(DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds), new DeadLetterKey(eventId, parts[2]));
        return true;
    }
}
