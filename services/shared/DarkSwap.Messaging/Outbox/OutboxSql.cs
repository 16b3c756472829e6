using DarkSwap.Messaging.Persistence;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Statements that EF cannot express, for the provider and schema of one context. Names come from code, values are always parameters.</summary>
internal sealed class OutboxSql
{
    private OutboxSql(string prefix, string skipLocked)
    {
        var queues = $"{prefix}{MessagingTables.Queues}";
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
            WHERE aggregate_id = (
                SELECT aggregate_id FROM {{queues}}
                WHERE (next_attempt_at <= {2} OR next_attempt_at > {3}) AND (leased_until <= {2} OR leased_until > {4})
                ORDER BY next_attempt_at LIMIT 1 {{skipLocked}})
            RETURNING aggregate_id AS "Value"
            """;
        Claim = $$"""INSERT INTO {{prefix}}{{MessagingTables.Inbox}} (event_id, consumer, claimed_at) VALUES ({0}, {1}, {2}) ON CONFLICT DO NOTHING""";
    }

    /// <summary>{0} aggregate, {1} how many: the last place taken.</summary>
    public string TakePlaces { get; }

    /// <summary>PostgreSQL only. {0} aggregates, {1} how many of each: the last places taken, in the order of the aggregates' bytes.</summary>
    public string TakeManyPlaces { get; }

    /// <summary>{0} owner, {1} leased until, {2} now, {3} and {4} the latest times that a clock which has not jumped back can have written.</summary>
    public string Lease { get; }

    /// <summary>{0} event, {1} consumer, {2} now.</summary>
    public string Claim { get; }

    public static OutboxSql For(ServiceDbContext context) =>
        context.IsPostgreSql ? new($"\"{context.Schema}\".", "FOR UPDATE SKIP LOCKED") : new(string.Empty, string.Empty);
}
