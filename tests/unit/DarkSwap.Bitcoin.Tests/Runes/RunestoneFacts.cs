using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DarkSwap.Bitcoin.Runes;

namespace DarkSwap.Bitcoin.Tests.Runes;

/// <summary>The reference implementation's test cases (Vectors/runes), whose full expectation is written as Rust literals.</summary>
internal static partial class RunestoneFacts
{
    private static readonly JsonElement Document = Load();

    public static TheoryData<string, int> Names(string section)
    {
        var names = new TheoryData<string, int>();
        foreach (var (fact, index) in Document.GetProperty(section).EnumerateArray().Select((fact, index) => (fact, index)))
        {
            names.Add(fact.TryGetProperty("test", out var test) ? test.GetString()! : section, index);
        }

        return names;
    }

    public static JsonElement Get(string section, int index) => Document.GetProperty(section)[index];

    public static byte[] ScriptOf(JsonElement fact) => Convert.FromHexString(fact.GetProperty("scriptPubKey").GetString()!);

    /// <summary>Reads the literal of a runestone, for example <c>Runestone { mint: Some(RuneId::new(1, 1).unwrap()), ..default() }</c>.</summary>
    public static Runestone ParseRunestone(string literal)
    {
        var mint = Mint().Match(literal);
        return new Runestone
        {
            Edicts = [.. Edicts().Matches(literal).Select(ReadEdict)],
            Etching = literal.Contains("etching: Some", StringComparison.Ordinal) ? ReadEtching(literal) : null,
            Mint = mint.Success ? new RuneId(ulong.Parse(mint.Groups[1].Value, CultureInfo.InvariantCulture), uint.Parse(mint.Groups[2].Value, CultureInfo.InvariantCulture)) : null,
            Pointer = (uint?)Optional(literal, "pointer"),
        };
    }

    private static Edict ReadEdict(Match match)
    {
        var isShort = match.Groups["index"].Success;
        var id = isShort
            ? new RuneId(1, uint.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture))
            : new RuneId(ulong.Parse(match.Groups["block"].Value, CultureInfo.InvariantCulture), uint.Parse(match.Groups["tx"].Value, CultureInfo.InvariantCulture));
        return new Edict(id, Number(match.Groups["amount"].Value), uint.Parse(match.Groups["output"].Value, CultureInfo.InvariantCulture));
    }

    private static Etching ReadEtching(string literal)
    {
        var name = Name().Match(literal);
        var symbol = Symbol().Match(literal);
        return new Etching
        {
            Divisibility = (byte?)Optional(literal, "divisibility"),
            Premine = Optional(literal, "premine"),
            Name = name.Success ? new RuneName(Number(name.Groups[1].Value)) : null,
            Spacers = (uint?)Optional(literal, "spacers"),
            Symbol = symbol.Success ? new Rune(symbol.Groups[1].Value[0]) : null,
            Terms = literal.Contains("terms: Some", StringComparison.Ordinal) ? ReadTerms(literal) : null,
            IsTurbo = literal.Contains("turbo: true", StringComparison.Ordinal),
        };
    }

    private static MintTerms ReadTerms(string literal)
    {
        var (heightStart, heightEnd) = Pair(literal, "height");
        var (offsetStart, offsetEnd) = Pair(literal, "offset");
        return new MintTerms
        {
            Amount = Optional(literal, "amount"),
            Cap = Optional(literal, "cap"),
            HeightStart = heightStart,
            HeightEnd = heightEnd,
            OffsetStart = offsetStart,
            OffsetEnd = offsetEnd,
        };
    }

    private static UInt128? Optional(string literal, string field)
    {
        var match = Regex.Match(literal, $@"\b{field}: Some\(([\w:]+)\)");
        return match.Success ? Number(match.Groups[1].Value) : null;
    }

    private static (ulong? First, ulong? Second) Pair(string literal, string field)
    {
        var match = Regex.Match(literal, $@"\b{field}: \((None|Some\((\d+)\)), (None|Some\((\d+)\))\)");
        return (Half(match.Groups[2]), Half(match.Groups[4]));

        static ulong? Half(Group group) => group.Success ? ulong.Parse(group.Value, CultureInfo.InvariantCulture) : null;
    }

    private static UInt128 Number(string text) => text == "u128::MAX" ? UInt128.MaxValue : UInt128.Parse(text, CultureInfo.InvariantCulture);

    private static JsonElement Load()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Vectors", "runes", "ord-runestone.json"));
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    [GeneratedRegex(@"Edict \{ id: (rune_id\((?<index>\d+)\)|RuneId::new\((?<block>\d+), (?<tx>\d+)\)\.unwrap\(\)), amount: (?<amount>[\w:]+), output: (?<output>\d+)")]
    private static partial Regex Edicts();

    [GeneratedRegex(@"mint: Some\(RuneId::new\((\d+), (\d+)\)")]
    private static partial Regex Mint();

    [GeneratedRegex(@"rune: Some\(Rune\(([\w:]+)\)\)")]
    private static partial Regex Name();

    [GeneratedRegex(@"symbol: Some\('(.)'\)")]
    private static partial Regex Symbol();
}
