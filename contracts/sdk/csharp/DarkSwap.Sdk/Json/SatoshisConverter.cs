using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DarkSwap.Sdk.Amounts;

namespace DarkSwap.Sdk.Json;

internal sealed class SatoshisConverter : JsonConverter<Satoshis>
{
    public override Satoshis Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("is not a string of decimal digits");

    public override void Write(Utf8JsonWriter writer, Satoshis value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
