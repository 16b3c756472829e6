using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Connectivity.Persistence;

/// <summary>What connectivity keeps: peers it knows, and messages that are on their way.</summary>
public sealed class ConnectivityDbContext(DbContextOptions<ConnectivityDbContext> options) : ServiceDbContext(options, ConnectivityModule.Name)
{
    public DbSet<KnownPeer> KnownPeers => Set<KnownPeer>();

    public DbSet<OutboundMessage> OutboundMessages => Set<OutboundMessage>();

    public DbSet<ReceivedMessage> ReceivedMessages => Set<ReceivedMessage>();
}
