using System.Globalization;
using System.Text.Json.Serialization;
using DarkSwap.Sdk.Json;

namespace DarkSwap.Sdk.Amounts;

/// <summary>Whole satoshis, or satoshis per 1,000 virtual bytes where a field is a fee rate. A string of digits in JSON.</summary>
[JsonConverter(typeof(SatoshisConverter))]
public readonly record struct Satoshis(long Value) : IComparable<Satoshis>, IFormattable
{
    public static implicit operator Satoshis(long value) => new(value);

    public static implicit operator long(Satoshis satoshis) => satoshis.Value;

    public int CompareTo(Satoshis other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public string ToString(string? format, IFormatProvider? formatProvider) => Value.ToString(format, formatProvider);
}
