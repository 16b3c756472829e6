using System.Text.Json;
using System.Text.Json.Serialization;
using DarkSwap.Contracts;

namespace DarkSwap.Messaging.Serialization;

/// <summary>Messages as JSON text in the outbox: 128-bit amounts are decimal strings, bytes are base64, unknown fields are ignored (messages grow by optional fields).</summary>
public static class MessageSerializer
{
    private static readonly JsonSerializerOptions Options = CreateOptions();

    /// <summary>Name under which a type is stored: full name and assembly, without version.</summary>
    public static string NameOf(Type messageType) => $"{messageType.FullName}, {messageType.Assembly.GetName().Name}";

    public static string Serialize(IMessage message) => JsonSerializer.Serialize(message, message.GetType(), Options);

    /// <summary>The same rules for whoever else writes messages.</summary>
    internal static void ApplyRules(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;

        // The first that fits is taken.
        options.Converters.Insert(0, new DecimalStringUInt128Converter());
        options.Converters.Insert(0, new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
    }

    /// <exception cref="JsonException">There is no such type of messages.</exception>
    public static Type TypeOf(string messageType) =>
        Type.GetType(messageType, throwOnError: false) is { } type && typeof(IMessage).IsAssignableFrom(type) ? type : throw new JsonException($"Unknown message type {messageType}");

    /// <exception cref="JsonException">The type is unknown or the text does not fit it.</exception>
    public static IMessage Deserialize(string messageType, string body) =>
        (IMessage?)JsonSerializer.Deserialize(body, TypeOf(messageType), Options) ?? throw new JsonException($"Empty message of type {messageType}");

    /// <exception cref="JsonException">The text does not fit the type.</exception>
    public static IMessage Deserialize(Type messageType, ReadOnlySpan<byte> body) =>
        (IMessage?)JsonSerializer.Deserialize(body, messageType, Options) ?? throw new JsonException($"Empty message of type {messageType}");

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        ApplyRules(options);
        return options;
    }
}
