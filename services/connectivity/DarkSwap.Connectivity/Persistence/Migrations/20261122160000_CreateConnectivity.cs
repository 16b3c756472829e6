using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Connectivity.Persistence.Migrations;

[DbContext(typeof(ConnectivityDbContext))]
[Migration("20261122160000_CreateConnectivity")]
public sealed class CreateConnectivity : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateMessagingTables(ConnectivityModule.Name);
        migrationBuilder.CreateTable(
            "known_peers",
            table => new
            {
                peer_id = table.Column<string>(maxLength: 128),
                address = table.Column<string>(maxLength: 1024),
                is_kept_connected = table.Column<bool>(),
                last_connected_at = table.Column<long>(),
            },
            ConnectivityModule.Name,
            table => table.PrimaryKey("PK_known_peers", row => row.peer_id));
        migrationBuilder.CreateTable(
            "outbound_messages",
            table => new
            {
                message_id = table.Column<Guid>(),
                recipient = table.Column<string>(maxLength: 128),
                envelope = table.Column<byte[]>(),
                created_at = table.Column<long>(),
                position = table.Column<int>(),
                repeat_until = table.Column<long>(),
                next_attempt_at = table.Column<long>(),
                attempts = table.Column<int>(),
            },
            ConnectivityModule.Name,
            table => table.PrimaryKey("PK_outbound_messages", row => row.message_id));
        migrationBuilder.CreateIndex("outbound_messages_next_attempt_at", "outbound_messages", "next_attempt_at", ConnectivityModule.Name);
        migrationBuilder.CreateIndex("outbound_messages_recipient", "outbound_messages", "recipient", ConnectivityModule.Name);
        migrationBuilder.CreateTable(
            "received_messages",
            table => new
            {
                sender = table.Column<string>(maxLength: 128),
                message_id = table.Column<Guid>(),
                received_at = table.Column<long>(),
            },
            ConnectivityModule.Name,
            table => table.PrimaryKey("PK_received_messages", row => new { row.sender, row.message_id }));
        migrationBuilder.CreateIndex("received_messages_received_at", "received_messages", "received_at", ConnectivityModule.Name);
    }

    protected override void BuildTargetModel(ModelBuilder modelBuilder) => CreateConnectivityModel.Build(modelBuilder);
}
