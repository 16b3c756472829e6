using System.Buffers.Text;
using System.Globalization;
using System.Text;
using DarkSwap.Contracts.Wire.Values;

namespace DarkSwap.Trade.Endpoints;

/// <summary>Where a page of trades ended.</summary>
public sealed record TradeCursor(DateTimeOffset CreatedAt, Guid TradeId)
{
    private const int MaximumLength = 128;

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{UnixMicroseconds.Of(CreatedAt)}:{TradeId:N}")));

    internal static TradeCursor? Read(Dictionary<string, string[]> errors, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Length <= MaximumLength && Base64Url.IsValid(text) && Parse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text))) is { } cursor)
        {
            return cursor;
        }

        errors["cursor"] = ["is not a cursor of this list"];
        return null;
    }

    private static TradeCursor? Parse(string text) =>
        text.Split(':') is [var time, var id]
        && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
        && UnixMicroseconds.TryRead(microseconds, out var createdAt)
        && Guid.TryParseExact(id, "N", out var tradeId)
            ? new TradeCursor(createdAt, tradeId)
            : null;
}
