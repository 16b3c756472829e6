using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Gateway.Persistence;

internal sealed class ApiKeyRowConfiguration : IEntityTypeConfiguration<ApiKeyRow>
{
    public void Configure(EntityTypeBuilder<ApiKeyRow> builder)
    {
        builder.ToTable("api_keys");
        builder.HasKey(row => row.KeyId);
        builder.Property(row => row.KeyId).HasMaxLength(16);
        builder.Property(row => row.Name).HasMaxLength(100);
        builder.Property(row => row.SecretHash).HasMaxLength(64);
        builder.Property(row => row.Scope).HasMaxLength(512);
    }
}
