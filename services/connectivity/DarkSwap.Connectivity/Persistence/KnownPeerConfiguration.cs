using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Connectivity.Persistence;

internal sealed class KnownPeerConfiguration : IEntityTypeConfiguration<KnownPeer>
{
    public void Configure(EntityTypeBuilder<KnownPeer> builder)
    {
        builder.ToTable("known_peers");
        builder.HasKey(peer => peer.PeerId);
        builder.Property(peer => peer.PeerId).HasMaxLength(128);
        builder.Property(peer => peer.Address).HasMaxLength(1024);
    }
}
