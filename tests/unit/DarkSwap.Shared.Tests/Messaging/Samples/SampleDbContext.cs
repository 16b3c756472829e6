using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Shared.Tests.Messaging.Samples;

public sealed class SampleDbContext(DbContextOptions<SampleDbContext> options) : ServiceDbContext(options, SampleModule.Name)
{
    public DbSet<SampleEffect> Effects => Set<SampleEffect>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<SampleEffect>(builder =>
        {
            builder.ToTable("effects");
            builder.HasKey(effect => new { effect.Aggregate, effect.Number });
            builder.Property(effect => effect.Aggregate).HasMaxLength(64);
            builder.HasIndex(effect => effect.Amount).HasDatabaseName("effects_amount");
        });
    }
}
