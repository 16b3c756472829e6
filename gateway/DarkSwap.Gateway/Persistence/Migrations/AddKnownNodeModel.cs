using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Gateway.Persistence.Migrations;

/// <summary>The model after <see cref="AddKnownNode"/>.</summary>
internal static class AddKnownNodeModel
{
    public static void Build(ModelBuilder model)
    {
        AddAuthenticationModel.Build(model);
        model.Entity("DarkSwap.Gateway.Persistence.KnownNode", entity =>
        {
            entity.Property<int>("Id").HasColumnName("id");
            entity.Property<string>("PeerId").IsRequired().HasMaxLength(128).HasColumnName("peer_id");
            entity.HasKey("Id");
            entity.ToTable("known_node");
        });
    }
}
