using DarkSwap.Psbt.Coins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence;

internal sealed class FollowedCoinConfiguration : IEntityTypeConfiguration<FollowedCoin>
{
    public void Configure(EntityTypeBuilder<FollowedCoin> builder)
    {
        builder.ToTable("followed_coins");
        builder.HasKey(entity => entity.OutPoint);
        builder.Property(entity => entity.OutPoint).HasMaxLength(TextLengths.OutPoint);
        builder.Property(entity => entity.Script).HasMaxLength(TextLengths.Script);
        builder.HasIndex(entity => new { entity.Script, entity.OutPoint }).HasDatabaseName("followed_coins_script");
        builder.HasIndex(entity => entity.SpentHeight).HasDatabaseName("followed_coins_spent_height");
    }
}
