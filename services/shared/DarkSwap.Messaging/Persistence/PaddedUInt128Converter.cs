using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DarkSwap.Messaging.Persistence;

/// <summary>128-bit amounts as exactly 39 decimal digits with leading zeros, so that text order is numeric order.</summary>
public sealed class PaddedUInt128Converter() : ValueConverter<UInt128, string>(
    amount => amount.ToString("D39", CultureInfo.InvariantCulture),
    text => UInt128.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture))
{
    public const int Digits = 39;
}
