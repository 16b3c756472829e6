using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Trade.Persistence;

public sealed class ClaimRowConfiguration : IEntityTypeConfiguration<ClaimRow>
{
    public void Configure(EntityTypeBuilder<ClaimRow> builder)
    {
        builder.ToTable("claims");
        builder.HasKey(row => row.Claim);
        builder.Property(row => row.Claim).HasMaxLength(160);
        builder.HasIndex(row => row.TradeId).HasDatabaseName("claims_trade_id");
    }
}
