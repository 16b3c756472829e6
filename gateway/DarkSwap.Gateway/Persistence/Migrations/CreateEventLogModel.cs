using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Gateway.Persistence.Migrations;

/// <summary>The model after <see cref="CreateEventLog"/>.</summary>
internal static class CreateEventLogModel
{
    public static void Build(ModelBuilder model)
    {
        model.HasDefaultSchema("gateway");
        model.HasMessagingTablesVersion1();
        model.Entity("DarkSwap.Gateway.Persistence.EventRow", entity =>
        {
            entity.Property<long>("Sequence").HasColumnName("sequence");
            entity.Property<string>("Type").IsRequired().HasMaxLength(64).HasColumnName("type");
            entity.Property<string>("Pair").HasMaxLength(128).HasColumnName("pair");
            entity.Property<string>("Data").IsRequired().HasColumnName("data");
            entity.Property<long>("OccurredAt").HasColumnName("occurred_at");
            entity.HasKey("Sequence");
            entity.ToTable("events");
        });
        model.Entity("DarkSwap.Gateway.Persistence.EventLogPosition", entity =>
        {
            entity.Property<int>("Id").HasColumnName("id");
            entity.Property<long>("LastSequence").HasColumnName("last_sequence");
            entity.HasKey("Id");
            entity.ToTable("event_log_position");
        });
    }
}
