using DarkSwap.Psbt.Coins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence;

internal sealed class FollowedAddressConfiguration : IEntityTypeConfiguration<FollowedAddress>
{
    public void Configure(EntityTypeBuilder<FollowedAddress> builder)
    {
        builder.ToTable("followed_addresses");
        builder.HasKey(entity => entity.Script);
        builder.Property(entity => entity.Script).HasMaxLength(TextLengths.Script);
        builder.Property(entity => entity.Address).HasMaxLength(TextLengths.Address);
    }
}
