using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DarkSwap.Messaging.Serialization;

/// <summary>128-bit amounts as decimal strings: a JSON number would lose digits in most readers.</summary>
public sealed class DecimalStringUInt128Converter : JsonConverter<UInt128>
{
    /// <summary>Digits of 2^128 − 1.</summary>
    public const int MaximumDigits = 39;

    public override UInt128 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("is a string of decimal digits");
        }

        var text = reader.GetString()!;
        return text.Length <= MaximumDigits && UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("is a string of at most 39 decimal digits, without a sign and below 2^128");
    }

    public override void Write(Utf8JsonWriter writer, UInt128 value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
