using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Gateway.Persistence.Migrations;

/// <summary>What the gateway issues and checks, and who a trade's event is for.</summary>
[DbContext(typeof(GatewayDbContext))]
[Migration("20261122180000_AddAuthentication")]
public sealed class AddAuthentication : Migration
{
    private const string Schema = "gateway";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "signing_keys",
            table => new
            {
                key_id = table.Column<string>(maxLength: 64),
                public_key = table.Column<byte[]>(),
                encrypted_private_key = table.Column<byte[]>(),
                signs_from = table.Column<long>(),
                signs_until = table.Column<long>(),
                verifies_until = table.Column<long>(),
            },
            Schema,
            table => table.PrimaryKey("PK_signing_keys", row => row.key_id));
        migrationBuilder.CreateTable(
            "challenges",
            table => new
            {
                challenge_id = table.Column<Guid>(),
                peer_id = table.Column<string>(maxLength: 128),
                nonce = table.Column<byte[]>(),
                expires_at = table.Column<long>(),
            },
            Schema,
            table => table.PrimaryKey("PK_challenges", row => row.challenge_id));
        migrationBuilder.CreateIndex("challenges_expires_at", "challenges", "expires_at", Schema);
        CreateSessions(migrationBuilder);
        migrationBuilder.CreateTable(
            "api_keys",
            table => new
            {
                key_id = table.Column<string>(maxLength: 16),
                name = table.Column<string>(maxLength: 100),
                secret_hash = table.Column<string>(maxLength: 64),
                scope = table.Column<string>(maxLength: 512),
                created_at = table.Column<long>(),
                expires_at = table.Column<long>(nullable: true),
                last_used_at = table.Column<long>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_api_keys", row => row.key_id));
        migrationBuilder.AddColumn<string>("owner", "events", maxLength: 128, nullable: true, schema: Schema);
    }

    protected override void BuildTargetModel(ModelBuilder modelBuilder) => AddAuthenticationModel.Build(modelBuilder);

    private static void CreateSessions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "sessions",
            table => new
            {
                session_id = table.Column<string>(maxLength: 64),
                token_hash = table.Column<string>(maxLength: 64),
                subject = table.Column<string>(maxLength: 128),
                created_at = table.Column<long>(),
                token_expires_at = table.Column<long>(),
                expires_at = table.Column<long>(),
            },
            Schema,
            table => table.PrimaryKey("PK_sessions", row => row.session_id));
        migrationBuilder.CreateIndex("sessions_subject", "sessions", ["subject", "created_at"], Schema);
        migrationBuilder.CreateIndex("sessions_token_expires_at", "sessions", "token_expires_at", Schema);
    }
}
