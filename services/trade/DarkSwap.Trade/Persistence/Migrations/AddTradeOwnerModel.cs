using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Trade.Persistence.Migrations;

/// <summary>The model after <see cref="AddTradeOwner"/>. Frozen.</summary>
internal static class AddTradeOwnerModel
{
    public static void Build(ModelBuilder model)
    {
        CreateTradesModel.Build(model);
        model.Entity("DarkSwap.Trade.Persistence.TradeRow", entity =>
        {
            entity.Property<string>("Owner").HasMaxLength(128).HasColumnName("owner");
            entity.HasIndex("Owner", "CreatedAt").HasDatabaseName("trades_owner");
        });
    }
}
