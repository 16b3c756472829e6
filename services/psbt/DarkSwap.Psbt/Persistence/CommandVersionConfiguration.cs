using DarkSwap.Psbt.Ordering;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence;

internal sealed class CommandVersionConfiguration : IEntityTypeConfiguration<CommandVersion>
{
    public void Configure(EntityTypeBuilder<CommandVersion> builder)
    {
        builder.ToTable("command_versions");
        builder.HasKey(entity => entity.Subject);
        builder.Property(entity => entity.Subject).HasMaxLength(TextLengths.CommandSubject);
        builder.Property(entity => entity.Version).IsConcurrencyToken();
        builder.HasIndex(entity => entity.ChangedAt).HasDatabaseName("command_versions_changed_at");
    }
}
