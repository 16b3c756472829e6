using DarkSwap.Psbt.Coins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence;

internal sealed class OwnedScriptConfiguration : IEntityTypeConfiguration<OwnedScript>
{
    public void Configure(EntityTypeBuilder<OwnedScript> builder)
    {
        builder.ToTable("owned_scripts");
        builder.HasKey(entity => new { entity.Script, entity.Subject });
        builder.Property(entity => entity.Script).HasMaxLength(TextLengths.Script);
        builder.Property(entity => entity.Subject).HasMaxLength(TextLengths.PeerId);
        builder.HasIndex(entity => new { entity.Subject, entity.RegisteredAt }).HasDatabaseName("owned_scripts_subject");
    }
}
