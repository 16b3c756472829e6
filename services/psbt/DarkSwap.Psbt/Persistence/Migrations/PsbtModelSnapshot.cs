using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace DarkSwap.Psbt.Persistence.Migrations;

[DbContext(typeof(PsbtDbContext))]
internal sealed class PsbtModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder) => IndexScriptsBySubjectModel.Build(modelBuilder);
}
