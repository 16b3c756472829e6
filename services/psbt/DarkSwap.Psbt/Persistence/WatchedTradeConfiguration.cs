using DarkSwap.Psbt.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence;

internal sealed class WatchedTradeConfiguration : IEntityTypeConfiguration<WatchedTrade>
{
    public void Configure(EntityTypeBuilder<WatchedTrade> builder)
    {
        builder.ToTable("watched_trades");
        builder.HasKey(entity => entity.TradeId);
        builder.Property(entity => entity.TradeId).ValueGeneratedNever();
        builder.Property(entity => entity.Version).IsConcurrencyToken();
    }
}
