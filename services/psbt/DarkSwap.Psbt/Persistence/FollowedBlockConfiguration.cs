using DarkSwap.Psbt.Coins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence;

internal sealed class FollowedBlockConfiguration : IEntityTypeConfiguration<FollowedBlock>
{
    public void Configure(EntityTypeBuilder<FollowedBlock> builder)
    {
        builder.ToTable("followed_blocks");
        builder.HasKey(entity => entity.Height);
        builder.Property(entity => entity.Height).ValueGeneratedNever();
        builder.Property(entity => entity.Hash).HasMaxLength(TextLengths.Hash);
    }
}
