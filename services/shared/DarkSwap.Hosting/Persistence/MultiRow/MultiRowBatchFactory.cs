using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace DarkSwap.Hosting.Persistence.MultiRow;

/// <summary>Makes EF save bursts on PostgreSQL with one statement per table.</summary>
internal sealed class MultiRowBatchFactory(ISqlGenerationHelper sql) : IModificationCommandBatchFactory
{
    public ModificationCommandBatch Create() => new MultiRowBatch(new MultiRowSql(sql));
}
