using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DarkSwap.Sdk.Json;

/// <summary>128-bit whole numbers as strings of digits.</summary>
internal sealed class DecimalStringConverter<TNumber> : JsonConverter<TNumber>
    where TNumber : struct, IBinaryInteger<TNumber>
{
    public override TNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TNumber.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("is not a string of decimal digits");

    public override void Write(Utf8JsonWriter writer, TNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString(null, CultureInfo.InvariantCulture));
}
