using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Persistence.Migrations;

/// <summary>The model after <see cref="AddCommandVersions"/>. Frozen.</summary>
internal static class AddCommandVersionsModel
{
    public static void Build(ModelBuilder model)
    {
        model.HasDefaultSchema(PsbtModule.Name);
        model.HasMessagingTablesVersion1();
        model.HasRuneIndexVersion1();
        model.HasCoinTablesVersion1();
        model.HasWatchTablesVersion1();
        model.Entity("DarkSwap.Psbt.Ordering.CommandVersion", entity =>
        {
            entity.Property<string>("Subject").HasMaxLength(80).HasColumnName("subject");
            entity.Property<long>("Version").IsConcurrencyToken().HasColumnName("version");
            entity.Property<long>("ChangedAt").HasColumnName("changed_at");
            entity.HasKey("Subject");
            entity.HasIndex("ChangedAt").HasDatabaseName("command_versions_changed_at");
            entity.ToTable("command_versions");
        });
    }
}
