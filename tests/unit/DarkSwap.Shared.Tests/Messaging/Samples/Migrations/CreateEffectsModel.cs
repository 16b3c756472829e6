using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Shared.Tests.Messaging.Samples.Migrations;

/// <summary>The model after <see cref="CreateEffects"/>.</summary>
internal static class CreateEffectsModel
{
    public static void Build(ModelBuilder model)
    {
        model.HasDefaultSchema("sample");
        model.HasMessagingTablesVersion1();
        model.Entity("DarkSwap.Shared.Tests.Messaging.Samples.SampleEffect", entity =>
        {
            entity.Property<string>("Aggregate").HasMaxLength(64).HasColumnName("aggregate");
            entity.Property<int>("Number").HasColumnName("number");
            entity.Property<string>("Amount").IsRequired().HasMaxLength(39).HasColumnName("amount");
            entity.Property<long>("AppliedAt").HasColumnName("applied_at");
            entity.Property<int>("Times").HasColumnName("times");
            entity.HasKey("Aggregate", "Number");
            entity.HasIndex("Amount").HasDatabaseName("effects_amount");
            entity.ToTable("effects");
        });
    }
}
