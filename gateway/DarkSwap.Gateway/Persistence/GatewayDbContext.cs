using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Gateway.Persistence;

public sealed class GatewayDbContext(DbContextOptions<GatewayDbContext> options) : ServiceDbContext(options, GatewayModule.Name)
{
    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    public DbSet<EventLogPosition> EventLogPositions => Set<EventLogPosition>();

    public DbSet<SigningKeyRow> SigningKeys => Set<SigningKeyRow>();

    public DbSet<ChallengeRow> Challenges => Set<ChallengeRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<KnownNode> KnownNodes => Set<KnownNode>();
}
