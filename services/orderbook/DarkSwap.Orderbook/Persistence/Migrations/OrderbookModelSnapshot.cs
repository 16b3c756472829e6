using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace DarkSwap.Orderbook.Persistence.Migrations;

[DbContext(typeof(OrderbookDbContext))]
internal sealed class OrderbookModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder) => CreateOrderbookModel.Build(modelBuilder);
}
