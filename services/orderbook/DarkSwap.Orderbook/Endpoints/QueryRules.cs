using System.Globalization;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Orderbook.Persistence;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>Reads query and path values and collects what is wrong with them, field by field.</summary>
internal sealed class QueryRules
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1_000;

    private readonly Dictionary<string, string[]> errors = [];

    public IDictionary<string, string[]> Errors => errors;

    public bool HasErrors => errors.Count > 0;

    public string? Asset(string field, string? text)
    {
        if (text is not null && !Contracts.Wire.Values.Asset.TryParse(text, out _))
        {
            errors[field] = ["is an asset such as BTC, RUNE:840000:3 or ALKANE:2:0"];
        }

        return text;
    }

    /// <summary>A base that is a token and a quote that is bitcoin.</summary>
    public void Pair(string baseField, string baseText, string quoteField, string quoteText)
    {
        Asset(baseField, baseText);
        Asset(quoteField, quoteText);
        if (!HasErrors && quoteText != Contracts.Wire.Values.Asset.Bitcoin.ToString())
        {
            errors[quoteField] = ["is BTC"];
        }

        if (!HasErrors && baseText == quoteText)
        {
            errors[baseField] = ["is a rune or an alkane"];
        }
    }

    public int Limit(string? text, int fallback = DefaultLimit) => Number("limit", text, fallback, MaximumLimit);

    public int Number(string field, string? text, int fallback, int maximum)
    {
        if (text is null)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= maximum)
        {
            return number;
        }

        errors[field] = [$"is a number from 1 to {maximum.ToString(CultureInfo.InvariantCulture)}"];
        return fallback;
    }

    public PageCursor? Cursor(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (PageCursor.TryRead(text, out var cursor))
        {
            return cursor;
        }

        errors["cursor"] = ["is none that a page has given"];
        return null;
    }

    /// <summary>A name as the API writes it: camelCase, and no number.</summary>
    public TEnum? Name<TEnum>(string field, string? text)
        where TEnum : struct, Enum
    {
        if (text is null)
        {
            return null;
        }

        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) == text)
            {
                return value;
            }
        }

        errors[field] = ["is one of " + string.Join(", ", Enum.GetNames<TEnum>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName))];
        return null;
    }

    public string? Peer(string field, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (PeerId.TryParse(text, out var peerId))
        {
            return peerId.ToString();
        }

        errors[field] = ["is a peer id"];
        return null;
    }

    public string OrderId(string text)
    {
        if (!HashText.IsHash(text))
        {
            errors["orderId"] = ["is 64 lower-case hex digits"];
        }

        return text;
    }
}
