using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DarkSwap.Messaging.Delivery;

/// <summary>A message as the outbox has it. To publish it, it need not be read and written again: large ones would cost more than all the rest of their way.</summary>
/// <param name="Json">An object in UTF-8.</param>
internal sealed record StoredBody(ReadOnlyMemory<byte> Json)
{
    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static StoredBody Of(string text)
    {
        var json = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A message is a JSON object");
        }

        while (reader.Read())
        {
            // The reader refuses whatever is no JSON.
        }

        return new StoredBody(json);
    }

    /// <summary>Puts the body where the library's envelope has the message.</summary>
    internal sealed class Converter : JsonConverter<StoredBody>
    {
        public override StoredBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Bodies are read as messages.");

        public override void Write(Utf8JsonWriter writer, StoredBody value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json.Span, skipInputValidation: true);
    }
}
