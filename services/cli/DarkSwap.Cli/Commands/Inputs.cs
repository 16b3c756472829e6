using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Amounts;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Cli.Commands;

/// <summary>Options and arguments that several commands have, and how their texts are read.</summary>
internal static class Inputs
{
    /// <summary>Longest PSBT or transaction that is read, in bytes of its file.</summary>
    private const int MaximumFileLength = 8 * 1024 * 1024;

    private static readonly byte[] PsbtMagic = [.. "psbt"u8, 0xff];

    public static Option<int?> Limit() => new("--limit") { Description = "Most rows to show, 1 to 1,000 (default 100)", HelpName = "N" };

    public static Option<string?> Cursor() => new("--cursor") { Description = "Where the page before ended", HelpName = "CURSOR" };

    public static Argument<string> Text(string name, string description) => new(name) { Description = description };

    public static Option<string?> Optional(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    public static Option<string> Required(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName, Required = true };

    public static Argument<Guid> TradeId() => new("TRADE") { Description = "Id of the trade" };

    /// <summary>A name of the API, in any case of letters.</summary>
    public static Option<TEnum?> Named<TEnum>(string name, string description)
        where TEnum : struct, Enum
    {
        var names = string.Join(", ", Enum.GetNames<TEnum>().Select(text => char.ToLowerInvariant(text[0]) + text[1..]));
        return new Option<TEnum?>(name)
        {
            Description = $"{description}: {names}",
            HelpName = name.TrimStart('-').ToUpperInvariant(),
            CustomParser = result => Read<TEnum>(result, $"is one of {names}", (string text, out TEnum value) => Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])),
        };
    }

    public static Option<UInt128?> Amount(string name, string description, bool isRequired = false) => new(name)
    {
        Description = description,
        HelpName = "AMOUNT",
        Required = isRequired,
        CustomParser = result => Read<UInt128>(result, "is a whole number of the asset's smallest unit", (string text, out UInt128 value) => UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)),
    };

    public static Option<long?> FeeRate(string name, string description, bool isRequired = false) => new(name)
    {
        Description = $"{description}, in satoshis per 1,000 virtual bytes (2000 is 2 sat/vB)",
        HelpName = "RATE",
        Required = isRequired,
        CustomParser = result => Read<long>(result, "is a whole number of satoshis per 1,000 virtual bytes", (string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)),
    };

    public static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = $"{description}, such as 2026-11-23T12:00:00Z",
        HelpName = "TIME",
        CustomParser = result => Read<DateTimeOffset>(result, "is a time such as 2026-11-23T12:00:00Z", (string text, out DateTimeOffset value) =>
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value)),
    };

    /// <summary><c>5/1000</c>: so many satoshis for so many units of the asset; <c>5</c> is <c>5/1</c>.</summary>
    public static Option<PriceBody?> Price() => new("--price")
    {
        Description = "Price as SATOSHIS/UNITS of the asset's smallest unit: 5/1000 is 5 satoshis for 1,000 units",
        HelpName = "QUOTE/BASE",
        Required = true,
        CustomParser = result =>
        {
            var parts = result.Tokens[0].Value.Split('/');
            if (parts.Length <= 2 && UInt128.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var quote)
                && UInt128.TryParse(parts.ElementAtOrDefault(1) ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var units))
            {
                return new PriceBody { Quote = quote, Base = units };
            }

            result.AddError("--price is SATOSHIS/UNITS in whole numbers, such as 5/1000");
            return null;
        },
    };

    /// <summary>A file, or standard input for <c>-</c>; base64, hex or the bytes themselves.</summary>
    public static async Task<byte[]> ReadBytesAsync(CommandRun run, string file, CancellationToken cancellationToken)
    {
        if (file != "-")
        {
            if (new FileInfo(file) is not { Exists: true, Length: <= MaximumFileLength })
            {
                throw new UsageException($"{file} is not there, or too long");
            }

            var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            return bytes.AsSpan().StartsWith(PsbtMagic) ? bytes : Decode(System.Text.Encoding.ASCII.GetString(bytes));
        }

        return Decode(await run.Environment.Input.ReadToEndAsync(cancellationToken));
    }

    /// <summary>Base64, or hex where every character is one of hex.</summary>
    public static byte[] Decode(string text)
    {
        var trimmed = text.Trim();
        try
        {
            return trimmed.Length % 2 == 0 && trimmed.All(char.IsAsciiHexDigit) ? Convert.FromHexString(trimmed) : Convert.FromBase64String(trimmed);
        }
        catch (FormatException)
        {
            throw new UsageException("what was read is neither base64 nor hex");
        }
    }

    public static Satoshis? ToSatoshis(long? value) => value is { } known ? new Satoshis(known) : null;

    private delegate bool TryParse<TValue>(string text, out TValue value);

    private static TValue? Read<TValue>(ArgumentResult result, string rule, TryParse<TValue> parse)
        where TValue : struct
    {
        if (result.Tokens.Count == 1 && parse(result.Tokens[0].Value, out var value))
        {
            return value;
        }

        result.AddError($"'{string.Join(' ', result.Tokens)}' does not fit: {result.Argument.Name} {rule}");
        return null;
    }
}
