using System.Text;

namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>What the rows came to, for the table that the test run prints.</summary>
public sealed class InteropTable : IDisposable
{
    private const string ResultsVariable = "DARKSWAP_TEST_RESULTS";
    private const string Missing = "failed";
    private static readonly string[] Headings = ["transport", "security", "muxers of js", "key of js", "our key", "js dials us", "we dial js"];
    private readonly Dictionary<string, string[]> rows = [];

    /// <param name="muxer">What both ends chose.</param>
    internal void Note(InteropRow row, bool weDial, string muxer)
    {
        var name = row.ToString();
        if (!rows.TryGetValue(name, out var cells))
        {
            rows[name] = cells = [.. row.Columns, Missing, Missing];
        }

        cells[weDial ? ^1 : ^2] = muxer;
    }

    /// <summary>Written where tests/run finds it and prints it after the tests.</summary>
    public void Dispose()
    {
        if (rows.Count > 0 && Environment.GetEnvironmentVariable(ResultsVariable) is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, "interop-js-libp2p.table"), Format());
        }
    }

    private string Format()
    {
        string[][] lines = [Headings, .. rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => row.Value)];
        var widths = Enumerable.Range(0, Headings.Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder("interop with js-libp2p, each row in both directions: handshake, identify with signed records, pings and echoes both ways; the muxer that was chosen\n");
        foreach (var line in lines)
        {
            text.AppendJoin("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).Append('\n');
        }

        return text.ToString();
    }
}
