using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace DarkSwap.Psbt.Persistence.Migrations;

[DbContext(typeof(PsbtDbContext))]
internal sealed class PsbtModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(PsbtModule.Name);
        modelBuilder.HasMessagingTablesVersion1();
        modelBuilder.HasRuneIndexVersion1();
        modelBuilder.HasCoinTablesVersion1();
        modelBuilder.HasWatchTablesVersion1();
    }
}
