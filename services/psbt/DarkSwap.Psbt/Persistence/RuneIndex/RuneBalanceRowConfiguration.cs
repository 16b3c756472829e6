using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence.RuneIndex;

internal sealed class RuneBalanceRowConfiguration : IEntityTypeConfiguration<RuneBalanceRow>
{
    public void Configure(EntityTypeBuilder<RuneBalanceRow> builder)
    {
        builder.ToTable("rune_balances");
        builder.HasKey(balance => new { balance.OutPoint, balance.RuneBlock, balance.RuneTransactionIndex });
        builder.Property(balance => balance.OutPoint).HasMaxLength(36);
        builder.Property(balance => balance.ScriptHash).HasMaxLength(32);
        builder.HasIndex(balance => new { balance.ScriptHash, balance.RuneBlock, balance.RuneTransactionIndex }).HasDatabaseName("rune_balances_holder");
    }
}
