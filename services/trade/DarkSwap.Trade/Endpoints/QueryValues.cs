using System.Globalization;
using System.Text.Json;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.Values;

namespace DarkSwap.Trade.Endpoints;

/// <summary>Values of the query string, with what is wrong about them.</summary>
internal static class QueryValues
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1000;

    /// <summary>A name in camel case.</summary>
    public static TEnum? ReadName<TEnum>(Dictionary<string, string[]> errors, string field, string? text)
        where TEnum : struct, Enum
    {
        if (text is null)
        {
            return null;
        }

        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (NameOf(value) == text)
            {
                return value;
            }
        }

        errors[field] = [$"is one of {string.Join(", ", Enum.GetValues<TEnum>().Select(NameOf))}"];
        return null;
    }

    public static string? ReadHash(Dictionary<string, string[]> errors, string field, string? text)
    {
        if (text is not null && !HashText.IsHash(text))
        {
            errors[field] = ["is 64 lower-case hex digits"];
        }

        return text;
    }

    public static int ReadLimit(Dictionary<string, string[]> errors, int? limit)
    {
        if (limit is < 1 or > MaximumLimit)
        {
            errors["limit"] = [$"is 1 to {MaximumLimit}"];
        }

        return limit ?? DefaultLimit;
    }

    public static long? ReadFeeRate(Dictionary<string, string[]> errors, string field, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Length <= 8 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= OrderLimits.MaximumFeeRate)
        {
            return rate;
        }

        errors[field] = [$"is 1 to {OrderLimits.MaximumFeeRate}"];
        return null;
    }

    private static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
