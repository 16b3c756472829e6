using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace DarkSwap.Connectivity.Persistence.Migrations;

[DbContext(typeof(ConnectivityDbContext))]
internal sealed class ConnectivityModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder) => CreateConnectivityModel.Build(modelBuilder);
}
