using System.Globalization;
using System.Text.Json;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Cli.Commands;

/// <summary>Values as tables show them.</summary>
internal static class Words
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string? Of<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } known ? Of(known) : null;

    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string? Of(PriceBody? price) => price is null ? null : string.Create(CultureInfo.InvariantCulture, $"{price.Quote}/{price.Base}");
}
