using System.Globalization;
using DarkSwap.Messaging.Persistence;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Statements that EF cannot express, for the provider and schema of one context. Names come from code, values are always parameters.</summary>
internal sealed class OutboxSql
{
    private const string MessageColumns = "event_id, aggregate_id, sequence, aggregate_version, message_type, body, occurred_at, trace_parent";

    private static readonly UnixMicrosecondsConverter Microseconds = new();

    private readonly bool isPostgreSql;
    private readonly string length;
    private readonly string queues;
    private readonly string messages;

    private OutboxSql(bool isPostgreSql, string prefix)
    {
        this.isPostgreSql = isPostgreSql;
        length = isPostgreSql ? "octet_length(body)" : "length(body)";
        queues = $"{prefix}{MessagingTables.Queues}";
        messages = $"{prefix}{MessagingTables.Messages}";
        TakePlaces =
            $$"""
            INSERT INTO {{queues}} (aggregate_id, last_sequence, next_attempt_at, leased_until) VALUES ({0}, {1}, 0, 0)
            ON CONFLICT (aggregate_id) DO UPDATE SET last_sequence = {{MessagingTables.Queues}}.last_sequence + excluded.last_sequence, next_attempt_at = 0
            RETURNING last_sequence AS "Value"
            """;
        TakeManyPlaces =
            $$"""
            WITH taken AS (
                INSERT INTO {{queues}} AS queue (aggregate_id, last_sequence, next_attempt_at, leased_until)
                SELECT wanted.id, wanted.count, 0, 0 FROM unnest({0}, {1}) AS wanted(id, count) ORDER BY wanted.id COLLATE "C"
                ON CONFLICT (aggregate_id) DO UPDATE SET last_sequence = queue.last_sequence + excluded.last_sequence, next_attempt_at = 0
                RETURNING aggregate_id, last_sequence)
            SELECT last_sequence AS "Value" FROM taken ORDER BY aggregate_id COLLATE "C"
            """;
        Lease =
            $$"""
            UPDATE {{queues}} SET lease_owner = {0}, leased_until = {1}
            WHERE aggregate_id IN (
                SELECT aggregate_id FROM {{queues}}
                WHERE (next_attempt_at <= {2} OR next_attempt_at > {3}) AND (leased_until <= {2} OR leased_until > {4})
                ORDER BY next_attempt_at LIMIT {5} {{(isPostgreSql ? "FOR UPDATE SKIP LOCKED" : string.Empty)}})
            RETURNING aggregate_id AS "Value"
            """;
        LeaseAndRead =
            $"""
            WITH leased AS (
                UPDATE {queues} SET lease_owner = $1, leased_until = $2
                WHERE aggregate_id IN (
                    SELECT aggregate_id FROM {queues}
                    WHERE (next_attempt_at <= $3 OR next_attempt_at > $4) AND (leased_until <= $3 OR leased_until > $5)
                    ORDER BY next_attempt_at LIMIT $6 FOR UPDATE SKIP LOCKED)
                RETURNING aggregate_id),
            oldest AS (
                SELECT taken.* FROM leased CROSS JOIN LATERAL (
                    SELECT *, row_number() OVER (ORDER BY sequence) AS place FROM {messages} WHERE aggregate_id = leased.aggregate_id ORDER BY sequence LIMIT $7) taken),
            measured AS (SELECT oldest.*, sum({length}) OVER (ORDER BY place, aggregate_id ROWS UNBOUNDED PRECEDING) AS total FROM oldest)
            SELECT queue.aggregate_id, queue.last_sequence, EXISTS (SELECT 1 FROM {prefix}{MessagingTables.Deliveries}),
                event_id, sequence, aggregate_version, message_type, body, occurred_at, trace_parent,
                (SELECT min(next_attempt_at) FROM {queues} WHERE leased_until <= $3 AND next_attempt_at > $3)
            FROM leased JOIN {queues} AS queue ON queue.aggregate_id = leased.aggregate_id
            LEFT JOIN measured ON measured.aggregate_id = leased.aggregate_id AND (total <= $8 OR total = {length})
            ORDER BY queue.aggregate_id, sequence
            """;
        var done = $"{queues} AS queue JOIN unnest($1, $2) AS done(id, owner) ON queue.aggregate_id = id AND queue.lease_owner = owner";
        HoldDone = $"""SELECT FROM {done} ORDER BY queue.aggregate_id COLLATE "C" FOR UPDATE OF queue""";
        DeleteDelivered = $"DELETE FROM {messages} WHERE event_id = ANY ($3) AND aggregate_id IN (SELECT queue.aggregate_id FROM {done})";
        DeleteEmptied =
            $"""
            DELETE FROM {queues} AS queue USING unnest($1, $2) AS done(id, owner)
            WHERE queue.aggregate_id = id AND queue.lease_owner = owner AND NOT EXISTS (SELECT 1 FROM {messages} AS message WHERE message.aggregate_id = queue.aggregate_id)
            """;
        GiveBackDone =
            $"""
            UPDATE {queues} AS queue SET lease_owner = NULL, leased_until = 0, next_attempt_at = CASE WHEN last_sequence = seen THEN next ELSE 0 END
            FROM unnest($1, $2, $3, $4) AS done(id, owner, seen, next) WHERE queue.aggregate_id = id AND queue.lease_owner = owner
            """;
        Claim = $$"""INSERT INTO {{prefix}}{{MessagingTables.Inbox}} (event_id, consumer, claimed_at) VALUES ({0}, {1}, {2}) ON CONFLICT DO NOTHING""";
        ClaimMany =
            $$"""
            INSERT INTO {{prefix}}{{MessagingTables.Inbox}} (event_id, consumer, claimed_at) SELECT wanted.id, {1}, {2} FROM unnest({0}) AS wanted(id) ORDER BY wanted.id
            ON CONFLICT DO NOTHING RETURNING event_id AS "Value"
            """;
    }

    /// <summary>{0} aggregate, {1} how many: the last place taken.</summary>
    public string TakePlaces { get; }

    /// <summary>PostgreSQL only. {0} aggregates, {1} how many of each: the last places taken, in the order of the aggregates' bytes.</summary>
    public string TakeManyPlaces { get; }

    /// <summary>{0} owner, {1} leased until, {2} now, {3} and {4} the latest times that a clock which has not jumped back can have written, {5} how many.</summary>
    public string Lease { get; }

    /// <summary>
    /// PostgreSQL only. $1 to $6 as <see cref="Lease"/>, $7 messages of each queue, $8 characters in all. A row for each message, or one without a message for a queue
    /// that must wait; in each, when the next queue is due that was not yet. The last places are those of the statement's snapshot, as the messages are: if a queue's has moved on when it is given back, something new waits.
    /// </summary>
    public string LeaseAndRead { get; }

    /// <summary>PostgreSQL only, $1 queues, $2 owners: locks those whose lease still holds, in the order in which writers lock them, so that nobody is half way through from here on.</summary>
    public string HoldDone { get; }

    /// <summary>PostgreSQL only, $1 queues, $2 owners, $3 events that were delivered.</summary>
    public string DeleteDelivered { get; }

    /// <summary>PostgreSQL only, $1 queues, $2 owners.</summary>
    public string DeleteEmptied { get; }

    /// <summary>PostgreSQL only, $1 queues, $2 owners, $3 last places that their dispatcher saw, $4 next attempts.</summary>
    public string GiveBackDone { get; }

    /// <summary>{0} event, {1} consumer, {2} now.</summary>
    public string Claim { get; }

    /// <summary>PostgreSQL only. {0} events, {1} consumer, {2} now: those that were not claimed before.</summary>
    public string ClaimMany { get; }

    public static OutboxSql For(ServiceDbContext context) =>
        context.IsPostgreSql ? new(isPostgreSql: true, $"\"{context.Schema}\".") : new(isPostgreSql: false, string.Empty);

    public static long ToMicroseconds(DateTimeOffset time) => (long)Microseconds.ConvertToProvider(time)!;

    public static DateTimeOffset FromMicroseconds(long microseconds) => (DateTimeOffset)Microseconds.ConvertFromProvider(microseconds)!;

    /// <summary>The oldest messages of some queues. {0} how many of each, {1} how many characters in all, then the aggregates; at least one message comes, however long.</summary>
    public string ReadMessages(int count) =>
        $$"""
        SELECT {{MessageColumns}} FROM (
            SELECT oldest.*, sum({{length}}) OVER (ORDER BY place, aggregate_id ROWS UNBOUNDED PRECEDING) AS total FROM ({{Oldest(count)}}) oldest) measured
        WHERE total <= {1} OR total = {{length}}
        ORDER BY aggregate_id, sequence
        """;

    /// <summary>For each queue: aggregate, owner, last place that its dispatcher saw, next attempt. Gives back those whose lease still holds, and returns them; their rows are locked from here on.</summary>
    public string GiveBack(int count)
    {
        var rows = Rows(count, row => $"({Parameter(row * 4)}, {Parameter((row * 4) + 1)}, {Parameter((row * 4) + 2)}, {Parameter((row * 4) + 3)})");

        // In the order in which writers of several aggregates lock them, or one would wait for the other.
        var locked = isPostgreSql
            ? $", held AS (SELECT aggregate_id AS held_id FROM {queues} JOIN done ON aggregate_id = id AND lease_owner = owner ORDER BY aggregate_id COLLATE \"C\" FOR UPDATE OF {MessagingTables.Queues})"
            : string.Empty;
        return
            $"""
            WITH done(id, owner, seen, next) AS (VALUES {rows}){locked}
            UPDATE {queues} SET lease_owner = NULL, leased_until = 0, next_attempt_at = CASE WHEN last_sequence = seen THEN next ELSE 0 END
            FROM done{(isPostgreSql ? ", held" : string.Empty)}
            WHERE aggregate_id = id AND lease_owner = owner{(isPostgreSql ? " AND aggregate_id = held_id" : string.Empty)}
            RETURNING aggregate_id AS "Value"
            """;
    }

    /// <summary>With the place in its queue. On PostgreSQL each queue is read by its index and no further than needed, however much waits in it.</summary>
    private string Oldest(int count) => isPostgreSql
        ? $$"""
          SELECT taken.* FROM (VALUES {{Rows(count, row => $"({Parameter(row + 2)})")}}) wanted(id) CROSS JOIN LATERAL (
              SELECT *, row_number() OVER (ORDER BY sequence) AS place FROM {{messages}} WHERE aggregate_id = wanted.id ORDER BY sequence LIMIT {0}) taken
          """
        : $$"""
          SELECT * FROM (
              SELECT *, row_number() OVER (PARTITION BY aggregate_id ORDER BY sequence) AS place FROM {{messages}}
              WHERE aggregate_id IN ({{Rows(count, row => Parameter(row + 2))}})) taken
          WHERE place <= {0}
          """;

    private static string Parameter(int number) => string.Create(CultureInfo.InvariantCulture, $"{{{number}}}");

    private static string Rows(int count, Func<int, string> row) => string.Join(", ", Enumerable.Range(0, count).Select(row));
}
