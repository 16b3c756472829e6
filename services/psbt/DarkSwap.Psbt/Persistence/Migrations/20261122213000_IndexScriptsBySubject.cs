using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Psbt.Persistence.Migrations;

[DbContext(typeof(PsbtDbContext))]
[Migration("20261122213000_IndexScriptsBySubject")]
public sealed class IndexScriptsBySubject : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("owned_scripts_subject", "owned_scripts", ["subject", "registered_at"], PsbtModule.Name);

    protected override void BuildTargetModel(ModelBuilder modelBuilder) => IndexScriptsBySubjectModel.Build(modelBuilder);
}
