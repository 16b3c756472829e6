using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Persistence.Migrations;

/// <summary>The model after <see cref="IndexScriptsBySubject"/>. Frozen.</summary>
internal static class IndexScriptsBySubjectModel
{
    public static void Build(ModelBuilder model)
    {
        AddCommandVersionsModel.Build(model);
        model.Entity("DarkSwap.Psbt.Coins.OwnedScript", entity => entity.HasIndex("Subject", "RegisteredAt").HasDatabaseName("owned_scripts_subject"));
    }
}
