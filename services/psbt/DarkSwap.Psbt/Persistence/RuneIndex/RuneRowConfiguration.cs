using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence.RuneIndex;

internal sealed class RuneRowConfiguration : IEntityTypeConfiguration<RuneRow>
{
    public void Configure(EntityTypeBuilder<RuneRow> builder)
    {
        builder.ToTable("runes");
        builder.HasKey(rune => new { rune.Block, rune.TransactionIndex });
        builder.Property(rune => rune.EtchingTransaction).HasMaxLength(32);
        builder.HasIndex(rune => rune.Name).IsUnique().HasDatabaseName("runes_name");
        builder.HasIndex(rune => rune.Number).IsUnique().HasDatabaseName("runes_number");
    }
}
