using System.Text.Encodings.Web;
using System.Text.Json;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Json;
using Spectre.Console;

namespace DarkSwap.Cli.Output;

/// <summary>Writes what a command found: tables for people, or the API's JSON as it is.</summary>
internal sealed class ResultWriter(CliEnvironment environment, bool isJson)
{
    /// <summary>Wide enough that nothing is wrapped that goes to a file or program.</summary>
    private const int UnlimitedWidth = 10_000;

    private static readonly JsonSerializerOptions Indented = new(SdkJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Lines = new(SdkJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object: its members below each other.</summary>
    public void Write<TValue>(TValue value)
    {
        if (isJson)
        {
            environment.Output.WriteLine(JsonSerializer.Serialize(value, Indented));
            return;
        }

        var table = NewTable();
        table.HideHeaders().AddColumn(new TableColumn(string.Empty).NoWrap()).AddColumn(string.Empty);
        AddMembers(table, string.Empty, JsonSerializer.SerializeToElement(value, Lines));
        Print(table);
    }

    /// <summary>A list: a row each in a table, the whole answer in JSON.</summary>
    /// <param name="cursor">Of the next page, or null.</param>
    public void WriteList<TAnswer, TRow>(TAnswer answer, IEnumerable<TRow> rows, string? cursor, params Column<TRow>[] columns)
    {
        if (isJson)
        {
            environment.Output.WriteLine(JsonSerializer.Serialize(answer, Indented));
            return;
        }

        var table = NewTable();
        foreach (var column in columns)
        {
            table.AddColumn(column.Title);
        }

        foreach (var row in rows)
        {
            table.AddRow([.. columns.Select(column => Markup.Escape(column.Text(row) ?? "-"))]);
        }

        if (table.Rows.Count == 0)
        {
            environment.Output.WriteLine("(none)");
        }
        else
        {
            Print(table);
        }

        if (cursor is not null)
        {
            environment.Error.WriteLine($"there are more: --cursor {cursor}");
        }
    }

    /// <summary>One thing of many that come one after the other.</summary>
    public async Task WriteLineAsync<TValue>(TValue value, string text, CancellationToken cancellationToken)
    {
        await environment.Output.WriteLineAsync((isJson ? JsonSerializer.Serialize(value, Lines) : text).AsMemory(), cancellationToken);
        await environment.Output.FlushAsync(cancellationToken);
    }

    /// <summary>That something was done which has no answer of its own.</summary>
    public void WriteDone(string text)
    {
        if (isJson)
        {
            environment.Output.WriteLine("{}");
            return;
        }

        environment.Output.WriteLine(text);
    }

    private static Table NewTable() => new Table().Border(TableBorder.None);

    private static void AddMembers(Table table, string prefix, JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
        {
            AddMember(table, $"{prefix}{member.Name}", member.Value);
        }
    }

    private static void AddMember(Table table, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AddMembers(table, $"{name}.", value);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    AddMember(table, $"{name}[{index++}]", item);
                }

                break;
            default:
                table.AddRow(Markup.Escape(name), Markup.Escape(value.ToString()));
                break;
        }
    }

    private void Print(Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(environment.Output),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = environment.Width ?? UnlimitedWidth;
        console.Write(table);
    }
}
