using DarkSwap.Psbt.Coins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence;

internal sealed class CoinLockConfiguration : IEntityTypeConfiguration<CoinLock>
{
    public void Configure(EntityTypeBuilder<CoinLock> builder)
    {
        builder.ToTable("coin_locks");
        builder.HasKey(entity => entity.OutPoint);
        builder.Property(entity => entity.OutPoint).HasMaxLength(TextLengths.OutPoint);

        // Two trades that take over the same expired lock: one of them finds another owner than it read.
        builder.Property(entity => entity.TradeId).IsConcurrencyToken();
        builder.HasIndex(entity => entity.TradeId).HasDatabaseName("coin_locks_trade_id");
    }
}
