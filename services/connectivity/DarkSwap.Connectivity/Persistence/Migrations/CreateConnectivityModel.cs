using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Connectivity.Persistence.Migrations;

/// <summary>The model after <see cref="CreateConnectivity"/>.</summary>
internal static class CreateConnectivityModel
{
    public static void Build(ModelBuilder model)
    {
        model.HasDefaultSchema("connectivity");
        model.HasMessagingTablesVersion1();
        model.Entity("DarkSwap.Connectivity.Persistence.KnownPeer", entity =>
        {
            entity.Property<string>("PeerId").HasMaxLength(128).HasColumnName("peer_id");
            entity.Property<string>("Address").IsRequired().HasMaxLength(1024).HasColumnName("address");
            entity.Property<bool>("IsKeptConnected").HasColumnName("is_kept_connected");
            entity.Property<long>("LastConnectedAt").HasColumnName("last_connected_at");
            entity.HasKey("PeerId");
            entity.ToTable("known_peers");
        });
        model.Entity("DarkSwap.Connectivity.Persistence.OutboundMessage", entity =>
        {
            entity.Property<Guid>("MessageId").HasColumnName("message_id");
            entity.Property<string>("Recipient").IsRequired().HasMaxLength(128).HasColumnName("recipient");
            entity.Property<byte[]>("Envelope").IsRequired().HasColumnName("envelope");
            entity.Property<long>("CreatedAt").HasColumnName("created_at");
            entity.Property<int>("Position").HasColumnName("position");
            entity.Property<long>("RepeatUntil").HasColumnName("repeat_until");
            entity.Property<long>("NextAttemptAt").HasColumnName("next_attempt_at");
            entity.Property<int>("Attempts").HasColumnName("attempts");
            entity.HasKey("MessageId");
            entity.HasIndex("NextAttemptAt").HasDatabaseName("outbound_messages_next_attempt_at");
            entity.HasIndex("Recipient").HasDatabaseName("outbound_messages_recipient");
            entity.ToTable("outbound_messages");
        });
        model.Entity("DarkSwap.Connectivity.Persistence.ReceivedMessage", entity =>
        {
            entity.Property<string>("Sender").HasMaxLength(128).HasColumnName("sender");
            entity.Property<Guid>("MessageId").HasColumnName("message_id");
            entity.Property<long>("ReceivedAt").HasColumnName("received_at");
            entity.HasKey("Sender", "MessageId");
            entity.HasIndex("ReceivedAt").HasDatabaseName("received_messages_received_at");
            entity.ToTable("received_messages");
        });
    }
}
