using DarkSwap.Messaging.Serialization;
using Microsoft.OpenApi;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>How the document describes whole numbers that travel as strings. SDKs choose their types by the format.</summary>
internal static class DecimalStrings
{
    private const int MaximumInt64Digits = 19;

    public static OpenApiSchema Unsigned128 => Of("uint128", $"^[0-9]{{1,{DecimalStringUInt128Converter.MaximumDigits}}}$");

    public static OpenApiSchema Signed128 => Of("int128", $"^-?[0-9]{{1,{DecimalStringUInt128Converter.MaximumDigits}}}$");

    public static OpenApiSchema Signed64 => Of("int64", $"^-?[0-9]{{1,{MaximumInt64Digits}}}$");

    private static OpenApiSchema Of(string format, string pattern) => new() { Type = JsonSchemaType.String, Format = format, Pattern = pattern };
}
