namespace DarkSwap.Cli.Output;

/// <summary>A column of a table.</summary>
internal sealed record Column<TRow>(string Title, Func<TRow, string?> Text);
