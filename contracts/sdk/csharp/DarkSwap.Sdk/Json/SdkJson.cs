using System.Text.Json;
using System.Text.Json.Serialization;

namespace DarkSwap.Sdk.Json;

/// <summary>JSON as the API speaks it. Members that this version does not know are skipped: a node may be newer than its client.</summary>
public static class SdkJson
{
    public static JsonSerializerOptions Options { get; } = Frozen();

    internal static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new DecimalStringConverter<UInt128>());
        options.Converters.Add(new DecimalStringConverter<Int128>());
        options.Converters.Add(new UtcTimeConverter());
        options.Converters.Add(new NamedEnumConverter());
        return options;
    }

    private static JsonSerializerOptions Frozen()
    {
        var options = Configure(new JsonSerializerOptions());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
