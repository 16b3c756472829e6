using DarkSwap.Bitcoin.Psbts;

namespace DarkSwap.Bitcoin.Tests.Psbts;

internal static class PsbtAssertions
{
    /// <summary>Asserts that both hold the same keys and values in the same maps, in whatever order.</summary>
    public static void ShouldMean(this Psbt actual, Psbt expected) => Describe(actual).ShouldBe(Describe(expected));

    private static string Describe(Psbt psbt) => string.Join('\n',
    [
        Describe("global", psbt.GlobalRecords),
        .. psbt.Inputs.Select(input => Describe($"input {input.Index}", input.Records)),
        .. psbt.Outputs.Select(output => Describe($"output {output.Index}", output.Records)),
    ]);

    private static string Describe(string map, ReadOnlySpan<PsbtRecord> records)
    {
        List<string> lines = [];
        foreach (var record in records)
        {
            lines.Add($"{map}: {Convert.ToHexStringLower(record.Key.Span)} = {Convert.ToHexStringLower(record.Value.Span)}");
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }
}
