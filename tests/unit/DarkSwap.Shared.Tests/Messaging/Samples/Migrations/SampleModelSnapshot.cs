using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace DarkSwap.Shared.Tests.Messaging.Samples.Migrations;

[DbContext(typeof(SampleDbContext))]
internal sealed class SampleModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder) => CreateEffectsModel.Build(modelBuilder);
}
