using DarkSwap.Messaging.Inbox;
using DarkSwap.Messaging.Outbox;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Messaging.Persistence;

/// <summary>The messaging tables that every service has in its own schema.</summary>
internal static class MessagingTables
{
    public const string Messages = "outbox_messages";
    public const string Queues = "outbox_queues";
    public const string Deliveries = "outbox_deliveries";
    public const string DeadLetters = "dead_letters";
    public const string Inbox = "inbox";

    public const int AggregateIdLength = 128;
    public const int NameLength = 256;
    public const int TraceParentLength = 64;
    public const int ReasonLength = 1000;

    public static void Configure(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OutboxMessage>(builder =>
        {
            builder.ToTable(Messages);
            builder.HasKey(message => message.EventId);
            builder.Property(message => message.EventId).ValueGeneratedNever();
            builder.Property(message => message.AggregateId).HasMaxLength(AggregateIdLength);
            builder.Property(message => message.MessageType).HasMaxLength(NameLength);
            builder.Property(message => message.TraceParent).HasMaxLength(TraceParentLength);
            builder.HasIndex(message => new { message.AggregateId, message.Sequence }).IsUnique().HasDatabaseName("outbox_messages_order");
        });
        modelBuilder.Entity<OutboxQueue>(builder =>
        {
            builder.ToTable(Queues);
            builder.HasKey(queue => queue.AggregateId);
            builder.Property(queue => queue.AggregateId).HasMaxLength(AggregateIdLength);
            builder.HasIndex(queue => queue.NextAttemptAt).HasDatabaseName("outbox_queues_next_attempt_at");
        });
        modelBuilder.Entity<OutboxDelivery>(builder =>
        {
            builder.ToTable(Deliveries);
            builder.HasKey(delivery => new { delivery.EventId, delivery.Recipient });
            builder.Property(delivery => delivery.Recipient).HasMaxLength(NameLength);
        });
        modelBuilder.Entity<DeadLetter>(builder =>
        {
            builder.ToTable(DeadLetters);
            builder.HasKey(letter => new { letter.EventId, letter.Recipient });
            builder.Property(letter => letter.Recipient).HasMaxLength(NameLength);
            builder.Property(letter => letter.AggregateId).HasMaxLength(AggregateIdLength);
            builder.Property(letter => letter.MessageType).HasMaxLength(NameLength);
            builder.Property(letter => letter.Reason).HasMaxLength(ReasonLength);
        });
        modelBuilder.Entity<InboxEntry>(builder =>
        {
            builder.ToTable(Inbox);
            builder.HasKey(entry => new { entry.EventId, entry.Consumer });
            builder.Property(entry => entry.Consumer).HasMaxLength(NameLength);
            builder.HasIndex(entry => entry.ClaimedAt).HasDatabaseName("inbox_claimed_at");
        });
    }
}
