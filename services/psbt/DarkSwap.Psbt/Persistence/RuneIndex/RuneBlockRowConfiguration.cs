using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence.RuneIndex;

internal sealed class RuneBlockRowConfiguration : IEntityTypeConfiguration<RuneBlockRow>
{
    public void Configure(EntityTypeBuilder<RuneBlockRow> builder)
    {
        builder.ToTable("rune_blocks");
        builder.HasKey(block => block.Height);
        builder.Property(block => block.Height).ValueGeneratedNever();
        builder.Property(block => block.Hash).HasMaxLength(32);
        builder.Property(block => block.PreviousHash).HasMaxLength(32);
    }
}
