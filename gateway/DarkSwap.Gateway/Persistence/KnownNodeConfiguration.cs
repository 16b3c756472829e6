using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Gateway.Persistence;

internal sealed class KnownNodeConfiguration : IEntityTypeConfiguration<KnownNode>
{
    public void Configure(EntityTypeBuilder<KnownNode> builder)
    {
        builder.ToTable("known_node");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.PeerId).HasMaxLength(128);
    }
}
