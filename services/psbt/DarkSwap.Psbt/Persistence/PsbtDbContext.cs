using DarkSwap.Messaging.Persistence;
using DarkSwap.Psbt.Persistence.RuneIndex;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Persistence;

/// <summary>The psbt service's tables. Each room has its own folder of rows and configurations here.</summary>
public sealed class PsbtDbContext(DbContextOptions<PsbtDbContext> options) : ServiceDbContext(options, PsbtModule.Name)
{
    public DbSet<RuneRow> Runes => Set<RuneRow>();

    public DbSet<RuneBalanceRow> RuneBalances => Set<RuneBalanceRow>();

    public DbSet<RuneBlockRow> RuneBlocks => Set<RuneBlockRow>();

    public DbSet<RuneIndexStateRow> RuneIndexStates => Set<RuneIndexStateRow>();
}
