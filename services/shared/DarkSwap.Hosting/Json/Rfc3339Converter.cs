using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DarkSwap.Hosting.Json;

/// <summary>Times as RFC 3339 in UTC with <c>Z</c>; read with any offset, but never without one.</summary>
public sealed class Rfc3339Converter : JsonConverter<DateTimeOffset>
{
    private const int MaximumCharacters = 40;

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String
            && reader.GetString() is { Length: > 19 and <= MaximumCharacters } text
            && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParseExact(text.ToUpperInvariant(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time.ToUniversalTime();
        }

        throw new JsonException("is a time such as 2026-11-22T12:00:00Z (RFC 3339)");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
}
