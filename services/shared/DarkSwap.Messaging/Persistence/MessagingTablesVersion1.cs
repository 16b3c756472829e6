using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Messaging.Persistence;

/// <summary>The first form of the messaging tables, for the first migration of each service and for its target model. Frozen: a change is a Version2 beside it.</summary>
public static class MessagingTablesVersion1
{
    /// <summary>Call in <c>Up</c> of the service's first migration.</summary>
    public static void CreateMessagingTables(this MigrationBuilder migration, string schema)
    {
        migration.CreateTable(
            "outbox_messages",
            table => new
            {
                event_id = table.Column<Guid>(),
                aggregate_id = table.Column<string>(maxLength: 128),
                sequence = table.Column<long>(),
                aggregate_version = table.Column<long>(nullable: true),
                message_type = table.Column<string>(maxLength: 256),
                body = table.Column<string>(),
                occurred_at = table.Column<long>(),
                trace_parent = table.Column<string>(maxLength: 64, nullable: true),
            },
            schema,
            table => table.PrimaryKey("PK_outbox_messages", row => row.event_id));
        migration.CreateIndex("outbox_messages_order", "outbox_messages", ["aggregate_id", "sequence"], schema, unique: true);
        migration.CreateTable(
            "outbox_queues",
            table => new
            {
                aggregate_id = table.Column<string>(maxLength: 128),
                last_sequence = table.Column<long>(),
                next_attempt_at = table.Column<long>(),
                lease_owner = table.Column<Guid>(nullable: true),
                leased_until = table.Column<long>(),
            },
            schema,
            table => table.PrimaryKey("PK_outbox_queues", row => row.aggregate_id));
        migration.CreateIndex("outbox_queues_next_attempt_at", "outbox_queues", "next_attempt_at", schema);
        migration.CreateTable(
            "outbox_deliveries",
            table => new
            {
                event_id = table.Column<Guid>(),
                recipient = table.Column<string>(maxLength: 256),
                is_finished = table.Column<bool>(),
                attempts = table.Column<int>(),
                next_attempt_at = table.Column<long>(),
            },
            schema,
            table => table.PrimaryKey("PK_outbox_deliveries", row => new { row.event_id, row.recipient }));
        CreateDeadLettersAndInbox(migration, schema);
    }

    /// <summary>Call in the target model of each migration and in the snapshot, after <c>HasDefaultSchema</c>.</summary>
    public static void HasMessagingTablesVersion1(this ModelBuilder model)
    {
        model.Entity("DarkSwap.Messaging.Outbox.OutboxMessage", entity =>
        {
            entity.Property<Guid>("EventId").HasColumnName("event_id");
            entity.Property<string>("AggregateId").IsRequired().HasMaxLength(128).HasColumnName("aggregate_id");
            entity.Property<long>("Sequence").HasColumnName("sequence");
            entity.Property<long?>("AggregateVersion").HasColumnName("aggregate_version");
            entity.Property<string>("MessageType").IsRequired().HasMaxLength(256).HasColumnName("message_type");
            entity.Property<string>("Body").IsRequired().HasColumnName("body");
            entity.Property<long>("OccurredAt").HasColumnName("occurred_at");
            entity.Property<string>("TraceParent").HasMaxLength(64).HasColumnName("trace_parent");
            entity.HasKey("EventId");
            entity.HasIndex("AggregateId", "Sequence").IsUnique().HasDatabaseName("outbox_messages_order");
            entity.ToTable("outbox_messages");
        });
        model.Entity("DarkSwap.Messaging.Outbox.OutboxQueue", entity =>
        {
            entity.Property<string>("AggregateId").HasMaxLength(128).HasColumnName("aggregate_id");
            entity.Property<long>("LastSequence").HasColumnName("last_sequence");
            entity.Property<long>("NextAttemptAt").HasColumnName("next_attempt_at");
            entity.Property<Guid?>("LeaseOwner").HasColumnName("lease_owner");
            entity.Property<long>("LeasedUntil").HasColumnName("leased_until");
            entity.HasKey("AggregateId");
            entity.HasIndex("NextAttemptAt").HasDatabaseName("outbox_queues_next_attempt_at");
            entity.ToTable("outbox_queues");
        });
        model.Entity("DarkSwap.Messaging.Outbox.OutboxDelivery", entity =>
        {
            entity.Property<Guid>("EventId").HasColumnName("event_id");
            entity.Property<string>("Recipient").HasMaxLength(256).HasColumnName("recipient");
            entity.Property<bool>("IsFinished").HasColumnName("is_finished");
            entity.Property<int>("Attempts").HasColumnName("attempts");
            entity.Property<long>("NextAttemptAt").HasColumnName("next_attempt_at");
            entity.HasKey("EventId", "Recipient");
            entity.ToTable("outbox_deliveries");
        });
        HasDeadLettersAndInbox(model);
    }

    private static void CreateDeadLettersAndInbox(MigrationBuilder migration, string schema)
    {
        migration.CreateTable(
            "dead_letters",
            table => new
            {
                event_id = table.Column<Guid>(),
                recipient = table.Column<string>(maxLength: 256),
                aggregate_id = table.Column<string>(maxLength: 128),
                aggregate_version = table.Column<long>(nullable: true),
                message_type = table.Column<string>(maxLength: 256),
                body = table.Column<string>(),
                occurred_at = table.Column<long>(),
                dead_at = table.Column<long>(),
                attempts = table.Column<int>(),
                reason = table.Column<string>(maxLength: 1000),
            },
            schema,
            table => table.PrimaryKey("PK_dead_letters", row => new { row.event_id, row.recipient }));
        migration.CreateTable(
            "inbox",
            table => new
            {
                event_id = table.Column<Guid>(),
                consumer = table.Column<string>(maxLength: 256),
                claimed_at = table.Column<long>(),
            },
            schema,
            table => table.PrimaryKey("PK_inbox", row => new { row.event_id, row.consumer }));
        migration.CreateIndex("inbox_claimed_at", "inbox", "claimed_at", schema);
    }

    private static void HasDeadLettersAndInbox(ModelBuilder model)
    {
        model.Entity("DarkSwap.Messaging.Outbox.DeadLetter", entity =>
        {
            entity.Property<Guid>("EventId").HasColumnName("event_id");
            entity.Property<string>("Recipient").HasMaxLength(256).HasColumnName("recipient");
            entity.Property<string>("AggregateId").IsRequired().HasMaxLength(128).HasColumnName("aggregate_id");
            entity.Property<long?>("AggregateVersion").HasColumnName("aggregate_version");
            entity.Property<string>("MessageType").IsRequired().HasMaxLength(256).HasColumnName("message_type");
            entity.Property<string>("Body").IsRequired().HasColumnName("body");
            entity.Property<long>("OccurredAt").HasColumnName("occurred_at");
            entity.Property<long>("DeadAt").HasColumnName("dead_at");
            entity.Property<int>("Attempts").HasColumnName("attempts");
            entity.Property<string>("Reason").IsRequired().HasMaxLength(1000).HasColumnName("reason");
            entity.HasKey("EventId", "Recipient");
            entity.ToTable("dead_letters");
        });
        model.Entity("DarkSwap.Messaging.Inbox.InboxEntry", entity =>
        {
            entity.Property<Guid>("EventId").HasColumnName("event_id");
            entity.Property<string>("Consumer").HasMaxLength(256).HasColumnName("consumer");
            entity.Property<long>("ClaimedAt").HasColumnName("claimed_at");
            entity.HasKey("EventId", "Consumer");
            entity.HasIndex("ClaimedAt").HasDatabaseName("inbox_claimed_at");
            entity.ToTable("inbox");
        });
    }
}
