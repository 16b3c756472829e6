using System.Diagnostics;
using DarkSwap.Contracts;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Messaging.Outbox;
using DarkSwap.Messaging.Serialization;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Messaging.Persistence;

/// <summary>
/// The context of one service: its own schema (PostgreSQL) or file (SQLite), with the outbox, the inbox and the dead letters in it.
/// Times become microseconds, 128-bit amounts 39 digits, and columns snake case, without a word in the configurations.
/// </summary>
public abstract class ServiceDbContext(DbContextOptions options, string schema) : DbContext(options)
{
    private readonly List<OutgoingMessage> unstored = [];
    private ServiceSurroundings? surroundings;

    /// <summary>The service's name.</summary>
    public string Schema { get; } = schema;

    public DbSet<OutboxMessage> OutboxMessages => Set<OutboxMessage>();

    public DbSet<OutboxQueue> OutboxQueues => Set<OutboxQueue>();

    public DbSet<OutboxDelivery> OutboxDeliveries => Set<OutboxDelivery>();

    public DbSet<DeadLetter> DeadLetters => Set<DeadLetter>();

    public DbSet<InboxEntry> Inbox => Set<InboxEntry>();

    /// <summary>Set on contexts of the dispatcher and of migrations, whose commits are no crash points of the service.</summary>
    public bool IsHousekeeping { get; set; }

    internal ServiceSurroundings Surroundings => surroundings ??= ServiceSurroundings.Of(this);

    internal bool IsPostgreSql => Database.ProviderName == "Npgsql.EntityFrameworkCore.PostgreSQL";

    /// <summary>Puts the message into the outbox; it leaves once this context's changes are committed. Messages of one aggregate keep their order.</summary>
    /// <param name="aggregateId">At most 128 characters.</param>
    /// <param name="aggregateVersion">Version of the aggregate after the change, for consumers that need order.</param>
    public void AddToOutbox(IMessage message, string aggregateId, long? aggregateVersion = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(aggregateId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(aggregateId.Length, MessagingTables.AggregateIdLength);
        if (Surroundings.Unsafe.WithoutOutbox)
        {
            unstored.Add(new OutgoingMessage(message, aggregateId, aggregateVersion, Activity.Current?.Id));
            return;
        }

        OutboxMessages.Add(new OutboxMessage
        {
            EventId = message.EventId,
            AggregateId = aggregateId,
            AggregateVersion = aggregateVersion,
            MessageType = MessageSerializer.NameOf(message.GetType()),
            Body = MessageSerializer.Serialize(message),
            OccurredAt = message.OccurredAt,
            TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : null,
        });
    }

    public void AddToOutbox(IMessage message, Guid aggregateId, long? aggregateVersion = null) =>
        AddToOutbox(message, aggregateId.ToString("N"), aggregateVersion);

    /// <summary>
    /// Runs <paramref name="work"/> and saves, in one transaction and under the provider's retries: it may run more than once, each time with nothing tracked.
    /// The way to every transaction of more than one save.
    /// </summary>
    public async Task<TResult> RunInTransactionAsync<TResult>(Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        if (Database.CurrentTransaction is not null)
        {
            throw new InvalidOperationException("This context is in a transaction already.");
        }

        // What fails is rolled back as a whole, and two round trips are saved.
        Database.AutoSavepointsEnabled = false;
        return await Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                ChangeTracker.Clear();
                unstored.Clear();
                await using var transaction = await Database.BeginTransactionAsync(token);
                var result = await work(token);
                await SaveChangesAsync(token);
                await transaction.CommitAsync(token);
                return result;
            },
            cancellationToken);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        var messages = ChangeTracker.Entries<OutboxMessage>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity).ToList();
        if (messages.Count == 0 && (unstored.Count == 0 || Database.CurrentTransaction is not null))
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        if (Database.CurrentTransaction is not null)
        {
            await OutboxSequences.AssignAsync(this, messages, cancellationToken);
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        var saved = await Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                await using var transaction = await Database.BeginTransactionAsync(token);
                await OutboxSequences.AssignAsync(this, messages, token);
                var count = await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, token);
                await transaction.CommitAsync(token);
                return count;
            },
            cancellationToken);
        if (acceptAllChangesOnSuccess)
        {
            ChangeTracker.AcceptAllChanges();
        }

        return saved;
    }

    /// <summary>What was to be sent in a committed transaction and is in no outbox.</summary>
    internal IReadOnlyList<OutgoingMessage> TakeUnstored()
    {
        OutgoingMessage[] taken = [.. unstored];
        unstored.Clear();
        return taken;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Use SaveChangesAsync: the outbox is saved with it.");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        MessagingTables.Configure(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(GetType().Assembly, type => type.Namespace?.Contains(".Persistence", StringComparison.Ordinal) == true);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMicrosecondsConverter>();
        configurationBuilder.Properties<UInt128>().HaveConversion<PaddedUInt128Converter>().HaveMaxLength(PaddedUInt128Converter.Digits);
        configurationBuilder.Conventions.Add(_ => new SnakeCaseColumnConvention());
    }
}
