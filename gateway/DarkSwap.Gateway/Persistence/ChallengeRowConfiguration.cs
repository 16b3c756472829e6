using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Gateway.Persistence;

internal sealed class ChallengeRowConfiguration : IEntityTypeConfiguration<ChallengeRow>
{
    public void Configure(EntityTypeBuilder<ChallengeRow> builder)
    {
        builder.ToTable("challenges");
        builder.HasKey(row => row.ChallengeId);
        builder.Property(row => row.ChallengeId).ValueGeneratedNever();
        builder.Property(row => row.PeerId).HasMaxLength(128);
        builder.HasIndex(row => row.ExpiresAt).HasDatabaseName("challenges_expires_at");
    }
}
