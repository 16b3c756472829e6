using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Shared.Tests.Hosting.Persistence;

public sealed class BurstDbContext(DbContextOptions<BurstDbContext> options) : ServiceDbContext(options, "burst")
{
    public DbSet<BurstRow> Rows => Set<BurstRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<BurstRow>(builder =>
        {
            builder.ToTable("rows");
            builder.HasKey(row => new { row.Id, row.Part });
            builder.Property(row => row.Id).HasMaxLength(16);
            builder.Property(row => row.Day).HasConversion<string>();
            builder.Property(row => row.Owner).IsConcurrencyToken();
            builder.Property(row => row.Version).IsConcurrencyToken();
        });
    }
}
