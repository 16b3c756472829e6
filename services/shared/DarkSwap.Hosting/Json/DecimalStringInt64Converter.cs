using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DarkSwap.Hosting.Json;

/// <summary>Satoshis as decimal strings. Put it on the property: <c>[JsonConverter(typeof(DecimalStringInt64Converter))]</c>; counters and heights stay numbers.</summary>
public sealed class DecimalStringInt64Converter : JsonConverter<long>
{
    private const int MaximumCharacters = 20;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("is a string of decimal digits");
        }

        var text = reader.GetString()!;
        return text.Length <= MaximumCharacters && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("is a string of decimal digits below 2^63");
    }

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
