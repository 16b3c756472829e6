using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence.RuneIndex;

internal sealed class RuneIndexStateRowConfiguration : IEntityTypeConfiguration<RuneIndexStateRow>
{
    public void Configure(EntityTypeBuilder<RuneIndexStateRow> builder)
    {
        builder.ToTable("rune_index_state");
        builder.HasKey(state => state.Id);
        builder.Property(state => state.Id).ValueGeneratedNever();
        builder.Property(state => state.Network).HasMaxLength(32);
        builder.Property(state => state.Hash).HasMaxLength(32);
    }
}
