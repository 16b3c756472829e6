using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DarkSwap.Architecture.Tests.Messages;

/// <summary>
/// Everything that services have stored, without what tells only when or in which order it came, or how far work in the background has got. What was said of
/// orders before anybody knew them is no state either: it is forgotten, or becomes part of its order; and the keys
/// that a node makes at its start are its own.
/// </summary>
internal static class FinalState
{
    private static readonly string[] NotState = ["outbox_messages", "outbox_queues", "outbox_deliveries", "inbox", "migrations", "event_log_positions", "orphans", "signing_keys"];
    private static readonly string[] Places = ["sequence"];

    /// <summary>
    /// How far a worker has got, which takes things up whenever it comes to them; how often something changed on its way to what it is; when a change was
    /// first heard of; and what the coins of an order were worth whose status does not depend on it.
    /// </summary>
    private static readonly Dictionary<string, string[]> Progress = new()
    {
        ["broadcast_jobs"] = ["state", "attempts", "next_attempt_at"],
        ["orders"] = ["version", "check_attempts", "next_check_at", "verdict"],
        ["own_orders"] = ["version", "needs_signature"],
        ["trades"] = ["changed_at"],
    };

    public static IReadOnlyList<string> Read(string folder) => [.. Directory.GetFiles(folder, "*.db").Order(StringComparer.Ordinal).SelectMany(ReadFile)];

    private static List<string> ReadFile(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        var tables = ReadRows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").Select(row => row.Split('=')[1]).Except(NotState);
        return [.. tables.SelectMany(table => ReadRows(connection, $"SELECT * FROM \"{table}\"", Progress.GetValueOrDefault(table)).Select(row => $"{Path.GetFileName(file)} {table}: {row}").Order(StringComparer.Ordinal))];
    }

    private static List<string> ReadRows(SqliteConnection connection, string query, string[]? ignored = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            var columns = Enumerable.Range(0, reader.FieldCount).Where(index => !Places.Contains(reader.GetName(index)) && ignored?.Contains(reader.GetName(index)) != true);
            rows.Add(string.Join(", ", columns.Select(index => $"{reader.GetName(index)}={Text(reader.GetValue(index))}")));
        }

        return rows;
    }

    private static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
