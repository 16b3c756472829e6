using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace DarkSwap.Gateway.Persistence.Migrations;

[DbContext(typeof(GatewayDbContext))]
internal sealed class GatewayModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder) => AddKnownNodeModel.Build(modelBuilder);
}
