using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Gateway.Persistence;

internal sealed class SessionRowConfiguration : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("sessions");
        builder.HasKey(row => row.SessionId);
        builder.Property(row => row.SessionId).HasMaxLength(64);
        builder.Property(row => row.TokenHash).HasMaxLength(64);
        builder.Property(row => row.Subject).HasMaxLength(128);
        builder.HasIndex(row => new { row.Subject, row.CreatedAt }).HasDatabaseName("sessions_subject");
        builder.HasIndex(row => row.TokenExpiresAt).HasDatabaseName("sessions_token_expires_at");
    }
}
