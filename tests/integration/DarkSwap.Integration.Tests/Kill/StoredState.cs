using System.Text.Json;
using DarkSwap.Testing.Processes;
using Npgsql;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>What a stack's services have left in their schemas.</summary>
public sealed class StoredState(ProcessStack node)
{
    /// <summary>Dead letters, and whatever was to be delivered, sent or settled and is still there.</summary>
    public async Task<IReadOnlyList<string>> FindViolationsAsync(IReadOnlyCollection<Guid> encumbered)
    {
        var violations = new List<string>();
        await using var connection = new NpgsqlConnection(node.Database);
        await connection.OpenAsync(CancellationToken.None);
        foreach (var service in node.Services.Select(service => service.Name))
        {
            violations.AddRange(await ReadAsync(connection, $"SELECT '{service} has the dead letter ' || message_type || ' for ' || recipient || ': ' || reason FROM {service}.dead_letters"));
            violations.AddRange(await ReadAsync(connection, $"SELECT '{service} has not delivered ' || message_type || ' of ' || aggregate_id FROM {service}.outbox_messages"));
        }

        violations.AddRange(await ReadAsync(connection, "SELECT 'connectivity has not got an acknowledgement of message ' || message_id FROM connectivity.outbound_messages"));
        violations.AddRange(await ReadAsync(connection, "SELECT 'a claim is left: ' || claim FROM trade.claims"));
        var locks = await ReadAsync(connection, "SELECT trade_id::text || ' locks ' || out_point FROM psbt.coin_locks");
        violations.AddRange(locks.Where(text => !encumbered.Any(tradeId => text.StartsWith(tradeId.ToString(), StringComparison.Ordinal))).Select(text => $"trade {text}"));
        violations.AddRange(FindRepeated(await ReadAsync(connection, "SELECT type || ' ' || data FROM gateway.events")));
        return violations;
    }

    /// <summary>The trades of which the log of events tells that they completed.</summary>
    public async Task<IReadOnlySet<Guid>> CompletedInEventLogAsync()
    {
        await using var connection = new NpgsqlConnection(node.Database);
        await connection.OpenAsync(CancellationToken.None);
        var events = await ReadAsync(connection, "SELECT data FROM gateway.events WHERE type = 'tradeStateChanged'");
        return events.Select(text => JsonDocument.Parse(text).RootElement)
            .Where(data => data.GetProperty("state").GetString() == "completed")
            .Select(data => data.GetProperty("tradeId").GetGuid()).ToHashSet();
    }

    /// <summary>Whether the trade service knows that the transaction waits in the mempool: until a block comes, nothing more happens to the trade.</summary>
    public async Task<bool> IsWaitingForBlockAsync(Guid tradeId)
    {
        await using var connection = new NpgsqlConnection(node.Database);
        await connection.OpenAsync(CancellationToken.None);
        var documents = await ReadAsync(connection, $"SELECT document FROM trade.trades WHERE trade_id = '{tradeId}'");
        var undelivered = await ReadAsync(connection, "SELECT aggregate_id FROM trade.outbox_messages UNION ALL SELECT aggregate_id FROM psbt.outbox_messages");
        return documents is [var document] && document.Contains("InMempool", StringComparison.OrdinalIgnoreCase) && undelivered.Count == 0;
    }

    /// <summary>An event names its time to the microsecond: two that are alike are one that was told twice.</summary>
    private static IEnumerable<string> FindRepeated(IReadOnlyList<string> events) =>
        events.GroupBy(text => text).Where(group => group.Count() > 1).Select(group => $"the log tells {group.Count()} times: {group.Key}");

    private static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlConnection connection, string query)
    {
        var texts = new List<string>();
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        while (await reader.ReadAsync(CancellationToken.None))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
