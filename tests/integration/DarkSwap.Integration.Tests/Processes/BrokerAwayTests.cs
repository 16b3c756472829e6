using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using DarkSwap.Integration.Tests.Stack;
using DarkSwap.Testing;
using Microsoft.Data.Sqlite;
using RabbitMQ.Client;

namespace DarkSwap.Integration.Tests.Processes;

/// <summary>A service whose outbox fills up while the broker is away, in a process that dies if its heap grows with what waits.</summary>
[Trait("Category", "Server")]
[Collection(StackCollection.Name)]
public sealed class BrokerAwayTests(StackServers servers) : IDisposable
{
    private const int Messages = 6_000;
    private const int Aggregates = 200;

    /// <summary>Of each message's padding. As text in memory all of them are 240 MB.</summary>
    private const int PaddingBytes = 20_000;

    /// <summary>Of the heap, in hexadecimal: 128 MiB.</summary>
    private const string HeapLimit = "8000000";

    private const string Queue = "darkswap.trade.trade-signals";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Memory_stays_bounded_the_API_goes_on_and_the_outbox_drains_when_the_broker_is_back()
    {
        var broker = servers.RabbitMq.NewVirtualHost();
        var environment = EnvironmentOf(broker);
        await using (var migration = ServiceProgram.Start("gateway", environment, "--migrate"))
        {
            (await migration.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(0, migration.Describe());
        }

        await servers.RabbitMq.StopAsync(CancellationToken.None);
        await using var gateway = ServiceProgram.Start("gateway", environment);
        try
        {
            using var http = await ConnectAsync(gateway);
            await FillAsync();

            // Woken by every commit, the dispatcher looks at the full outbox again and again.
            for (var number = 0; number < 40; number++)
            {
                using var answer = await http.PostAsJsonAsync("auth/api-keys", new { name = $"key {number}", scopes = new[] { "trades:read" } });
                answer.StatusCode.ShouldBe(HttpStatusCode.Created, gateway.Describe());
            }

            (await WaitingAsync()).ShouldBe(Messages);
        }
        finally
        {
            await servers.RabbitMq.StartAgainAsync(CancellationToken.None);
        }

        await DrainAsync(gateway);
        gateway.Terminate();
        (await gateway.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(0, gateway.Describe());
        (await CountInQueueAsync(broker)).ShouldBeGreaterThanOrEqualTo((uint)Messages, "all of them, and what was confirmed too late twice");
    }

    private static async Task<HttpClient> ConnectAsync(ChildProcess gateway)
    {
        var ready = await gateway.WaitForEventAsync("ready", Patience.OfPrograms, CancellationToken.None);
        var token = await File.ReadAllTextAsync(ready.GetProperty("tokenFile").GetString()!, CancellationToken.None);
        var http = new HttpClient { BaseAddress = new Uri(new Uri(ready.GetProperty("api").GetString()!), "/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        return http;
    }

    private static async Task<uint> CountInQueueAsync(string broker)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: CancellationToken.None);
        return (await channel.QueueDeclarePassiveAsync(Queue, CancellationToken.None)).MessageCount;
    }

    private Dictionary<string, string?> EnvironmentOf(string broker) => new()
    {
        ["DARKSWAP_DATA"] = folder.Path,
        ["DARKSWAP_API"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{LoopbackPorts.Find(1)[0]}"),
        ["DARKSWAP_BROKER"] = broker,
        ["DARKSWAP_AUTHENTICATION__AUDIENCE"] = "darkswap:nobody",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_GCHeapHardLimit"] = HeapLimit,
    };

    /// <summary>As if the service had committed them: to a service that has never run, so that they can be counted in its queue.</summary>
    private async Task FillAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            BEGIN;
            WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < $messages)
            INSERT INTO outbox_messages (event_id, aggregate_id, sequence, message_type, body, occurred_at)
            SELECT printf('019AB2C4-7D00-7000-8000-%012d', number), 'trade ' || (number % $aggregates), number, $type,
                json_object('eventId', printf('019ab2c4-7d00-7000-8000-%012d', number), 'occurredAt', '2026-11-22T12:00:00Z',
                    'tradeId', printf('019ab2c4-7d00-7000-8001-%012d', number % $aggregates), 'outPoint', 'none', 'padding', hex(zeroblob($padding / 2))), 0
            FROM numbers;
            INSERT INTO outbox_queues (aggregate_id, last_sequence, next_attempt_at, leased_until) SELECT aggregate_id, max(sequence), 0, 0 FROM outbox_messages GROUP BY aggregate_id;
            COMMIT;
            """;
        command.Parameters.AddWithValue("$messages", Messages);
        command.Parameters.AddWithValue("$aggregates", Aggregates);
        command.Parameters.AddWithValue("$padding", PaddingBytes);
        command.Parameters.AddWithValue("$type", "DarkSwap.Contracts.Psbts.CoinLockRefused, DarkSwap.Contracts");
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task DrainAsync(ChildProcess gateway)
    {
        using var limit = new CancellationTokenSource(Patience.OfPrograms, TimeProvider.System);
        while (await WaitingAsync() > 0)
        {
            gateway.HasExited.ShouldBeFalse(gateway.Describe());
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
        }
    }

    private async Task<long> WaitingAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM outbox_messages";
        return (long)(await command.ExecuteScalarAsync(CancellationToken.None))!;
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.File("gateway.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        return connection;
    }
}
