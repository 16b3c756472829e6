using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Persistence.Migrations;

/// <summary>The rune index's tables as <see cref="CreateRuneIndex"/> makes them. Frozen: a change is a Version2 beside it.</summary>
internal static class RuneIndexModelVersion1
{
    public static void HasRuneIndexVersion1(this ModelBuilder model)
    {
        model.Entity("DarkSwap.Psbt.Persistence.RuneIndex.RuneRow", entity =>
        {
            entity.Property<long>("Block").HasColumnName("block");
            entity.Property<long>("TransactionIndex").HasColumnName("transaction_index");
            entity.Property<long>("Number").HasColumnName("number");
            entity.Property<string>("Name").IsRequired().HasMaxLength(39).HasColumnName("name");
            entity.Property<long>("Spacers").HasColumnName("spacers");
            entity.Property<int>("Divisibility").HasColumnName("divisibility");
            entity.Property<int?>("Symbol").HasColumnName("symbol");
            entity.Property<string>("Premine").IsRequired().HasMaxLength(39).HasColumnName("premine");
            entity.Property<bool>("HasTerms").HasColumnName("has_terms");
            foreach (var term in new[] { "Amount", "Cap", "HeightStart", "HeightEnd", "OffsetStart", "OffsetEnd" })
            {
                entity.Property<string>($"Mint{term}").HasMaxLength(39).HasColumnName(Messaging.Persistence.SnakeCaseColumnConvention.ToSnakeCase($"Mint{term}"));
            }

            entity.Property<bool>("IsTurbo").HasColumnName("is_turbo");
            entity.Property<byte[]>("EtchingTransaction").IsRequired().HasMaxLength(32).HasColumnName("etching_transaction");
            entity.Property<long>("EtchedAt").HasColumnName("etched_at");
            entity.Property<string>("Mints").IsRequired().HasMaxLength(39).HasColumnName("mints");
            entity.Property<string>("Burned").IsRequired().HasMaxLength(39).HasColumnName("burned");
            entity.HasKey("Block", "TransactionIndex");
            entity.HasIndex("Name").IsUnique().HasDatabaseName("runes_name");
            entity.HasIndex("Number").IsUnique().HasDatabaseName("runes_number");
            entity.ToTable("runes");
        });
        model.Entity("DarkSwap.Psbt.Persistence.RuneIndex.RuneBalanceRow", entity =>
        {
            entity.Property<byte[]>("OutPoint").HasMaxLength(36).HasColumnName("out_point");
            entity.Property<long>("RuneBlock").HasColumnName("rune_block");
            entity.Property<long>("RuneTransactionIndex").HasColumnName("rune_transaction_index");
            entity.Property<string>("Amount").IsRequired().HasMaxLength(39).HasColumnName("amount");
            entity.Property<byte[]>("ScriptHash").IsRequired().HasMaxLength(32).HasColumnName("script_hash");
            entity.HasKey("OutPoint", "RuneBlock", "RuneTransactionIndex");
            entity.HasIndex("ScriptHash", "RuneBlock", "RuneTransactionIndex").HasDatabaseName("rune_balances_holder");
            entity.ToTable("rune_balances");
        });
        HasProgress(model);
    }

    private static void HasProgress(ModelBuilder model)
    {
        model.Entity("DarkSwap.Psbt.Persistence.RuneIndex.RuneBlockRow", entity =>
        {
            entity.Property<int>("Height").ValueGeneratedNever().HasColumnName("height");
            entity.Property<byte[]>("Hash").IsRequired().HasMaxLength(32).HasColumnName("hash");
            entity.Property<byte[]>("PreviousHash").IsRequired().HasMaxLength(32).HasColumnName("previous_hash");
            entity.Property<byte[]>("Undo").IsRequired().HasColumnName("undo");
            entity.HasKey("Height");
            entity.ToTable("rune_blocks");
        });
        model.Entity("DarkSwap.Psbt.Persistence.RuneIndex.RuneIndexStateRow", entity =>
        {
            entity.Property<int>("Id").ValueGeneratedNever().HasColumnName("id");
            entity.Property<string>("Network").IsRequired().HasMaxLength(32).HasColumnName("network");
            entity.Property<int>("StartHeight").HasColumnName("start_height");
            entity.Property<int>("Height").HasColumnName("height");
            entity.Property<byte[]>("Hash").IsRequired().HasMaxLength(32).HasColumnName("hash");
            entity.Property<long>("RuneCount").HasColumnName("rune_count");
            entity.HasKey("Id");
            entity.ToTable("rune_index_state");
        });
    }
}
