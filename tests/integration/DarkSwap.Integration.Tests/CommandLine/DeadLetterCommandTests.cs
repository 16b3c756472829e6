using DarkSwap.Integration.Tests.Sdk;
using DarkSwap.Integration.Tests.Trading;
using DarkSwap.Testing;
using Microsoft.Data.Sqlite;

namespace DarkSwap.Integration.Tests.CommandLine;

/// <summary>A message that nobody can read waits in a running node's outbox, as it would after a release was taken back.</summary>
[Collection(OneTradingStack.Name)]
[Trait("Category", "Server")]
public sealed class DeadLetterCommandTests(TradingStack stack)
{
    private const string Service = "connectivity";
    private const string Everybody = "*";
    private const string MessageType = "DarkSwap.Contracts.Connectivity.PeerDisconnected, DarkSwap.Contracts";
    private const string PeerId = "12D3KooWDeadLetter";

    [Fact]
    public async Task A_dead_letter_is_listed_shown_replayed_in_vain_mended_and_replayed()
    {
        using var alice = new CommandLine(stack.AliceNode);
        var eventId = await SendAsync(occurredAt: "yesterday");
        await WaitForLetterAsync(alice, eventId);

        var shown = await alice.JsonAsync("dead-letters", "show", Service, eventId, Everybody);
        shown.GetProperty("body").GetString()!.ShouldContain("yesterday");
        shown.GetProperty("messageType").GetString().ShouldBe(MessageType);
        var (code, output, error) = await alice.RunAsync("dead-letters", "replay", Service, eventId, Everybody);
        (code, error).ShouldBe((1, string.Empty));
        output.ShouldContain("failed");

        var since = await LastEventAsync(alice);
        await ExecuteAsync("UPDATE dead_letters SET body = replace(body, 'yesterday', '2026-11-22T12:00:00Z') WHERE event_id = $id", eventId);
        var results = (await alice.JsonAsync("dead-letters", "replay", Service, "--all")).GetProperty("results");

        results.EnumerateArray().Single(result => result.GetProperty("eventId").GetString() == eventId).GetProperty("outcome").GetString().ShouldBe("replayed");
        (await alice.RunAsync("events", "--types", "peerDisconnected", "--after", since, "--count", "1")).Output.ShouldContain(PeerId);
        (await alice.RunAsync("dead-letters", "show", Service, eventId, Everybody)).Error.ShouldContain("(404 ");
    }

    [Fact]
    public async Task A_dead_letter_is_dropped_for_good()
    {
        using var alice = new CommandLine(stack.AliceNode);
        var eventId = await SendAsync(occurredAt: "tomorrow");
        await WaitForLetterAsync(alice, eventId);

        (await alice.RunAsync("dead-letters", "drop", Service, eventId, Everybody)).ShouldBe((0, "dropped\n", string.Empty));

        (await alice.RunAsync("dead-letters", "list", Service)).Output.ShouldNotContain(eventId);
        (await alice.RunAsync("dead-letters", "drop", Service, eventId, Everybody)).Code.ShouldBe(1);
    }

    private static async Task<string> LastEventAsync(CommandLine side)
    {
        using var client = new global::DarkSwap.Sdk.DarkSwapClient(new global::DarkSwap.Sdk.DarkSwapClientOptions { Address = side.Address });
        return await client.Events.GetLastIdAsync(CancellationToken.None);
    }

    private static Task WaitForLetterAsync(CommandLine side, string eventId) => Waiting.ForAsync(
        $"the dead letter {eventId}",
        async () => (await side.RunAsync("dead-letters", "list", Service)).Output.Contains(eventId, StringComparison.Ordinal) ? "there" : null);

    /// <summary>Puts a message into the outbox as its service would; returns its id.</summary>
    private async Task<string> SendAsync(string occurredAt)
    {
        var eventId = $"{TradingStack.NewTradeId()}";
        var body = $$"""{"eventId":"{{eventId}}","occurredAt":"{{occurredAt}}","peerId":"{{PeerId}}"}""";
        await ExecuteAsync(
            """
            INSERT INTO outbox_messages (event_id, aggregate_id, sequence, message_type, body, occurred_at) VALUES ($id, $aggregate, 1, $type, $body, 0);
            INSERT INTO outbox_queues (aggregate_id, last_sequence, next_attempt_at, leased_until) VALUES ($aggregate, 1, 0, 0);
            """,
            eventId,
            ("$aggregate", $"unreadable {eventId}"),
            ("$type", MessageType),
            ("$body", body));
        return eventId;
    }

    private async Task ExecuteAsync(string sql, string eventId, params (string Name, string Value)[] parameters)
    {
        var file = Path.Combine(((StandaloneNode)stack.AliceNode).DataFolder, $"{Service}.db");
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$id", eventId.ToUpperInvariant());
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        (await command.ExecuteNonQueryAsync(CancellationToken.None)).ShouldBePositive();
    }
}
