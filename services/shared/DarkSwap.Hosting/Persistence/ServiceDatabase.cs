using DarkSwap.Hosting.Health;
using DarkSwap.Hosting.Persistence.MultiRow;
using DarkSwap.Messaging.Outbox;
using DarkSwap.Messaging.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace DarkSwap.Hosting.Persistence;

/// <summary>Registers a service's database.</summary>
public static class ServiceDatabase
{
    /// <summary>Name of the table, in the service's schema, that remembers which migrations were applied.</summary>
    public const string HistoryTable = "migrations";

    /// <summary>For each connection.</summary>
    private const int MaximumPreparedStatements = 200;

    /// <summary>SQLite has one writer at a time.</summary>
    private const int SqliteConcurrentQueues = 4;

    /// <summary>
    /// Registers <typeparamref name="TContext"/> (scoped, and its factory), its outbox with the dispatcher, and its migrations.
    /// SQLite file or PostgreSQL schema: see <see cref="DatabaseOptions.For"/>.
    /// </summary>
    public static IHostApplicationBuilder AddServiceDatabase<TContext>(this IHostApplicationBuilder builder, string module)
        where TContext : ServiceDbContext
    {
        var database = DatabaseOptions.For(module, builder.Configuration);
        builder.Services.AddOptions<OutboxOptions>(module)
            .Configure(options => options.MaximumConcurrentQueues = database.IsPostgreSql ? options.MaximumConcurrentQueues : SqliteConcurrentQueues)
            .BindConfiguration($"{module}:{OutboxOptions.Section}")
            .Configure(options => options.ReclaimLeasesAtStart |= !database.IsPostgreSql)
            .ValidateDataAnnotations()
            .Validate(options => options.DeliveryTimeout * 2 < options.LeaseDuration, $"{module}:Outbox: DeliveryTimeout is below half of LeaseDuration")
            .ValidateOnStart();
        builder.Services.AddOutbox<TContext>(module);
        builder.Services.AddDbContextFactory<TContext>((services, options) =>
        {
            Configure(options, database, module);
            options.AddInterceptors(services.GetRequiredService<OutboxCommitInterceptor<TContext>>());
        });
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck<TContext>>($"{module}-database");
        builder.Services.AddSingleton<IDatabaseMigrator, DatabaseMigrator<TContext>>();
        return builder;
    }

    /// <summary>Provider, file or schema, and migration history.</summary>
    public static void Configure(DbContextOptionsBuilder options, DatabaseOptions database, string module)
    {
        if (database.IsPostgreSql)
        {
            options.UseNpgsql(
                ForFrequentUse(database.ConnectionString),
                npgsql => npgsql.MigrationsHistoryTable(HistoryTable, module).EnableRetryOnFailure());
            options.ReplaceService<IModificationCommandBatchFactory, MultiRowBatchFactory>();
            return;
        }

        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = database.ConnectionString,
            Mode = SqliteOpenMode.ReadWriteCreate,
            DefaultTimeout = 30,
            Pooling = true,
        };
        options.UseSqlite(connectionString.ConnectionString, sqlite => sqlite.MigrationsHistoryTable(HistoryTable));

        // SQLite has no schemas: the file is the schema.
        options.ConfigureWarnings(warnings => warnings.Ignore(SqliteEventId.SchemaConfiguredWarning));
        options.AddInterceptors(new SqliteDurabilityInterceptor());
    }

    /// <summary>
    /// Statements that come again are prepared, unless the connection string says otherwise (a pooler between may not bear it). Sessions are not reset between uses: nobody
    /// changes their state, and the reset is eight statements for each use.
    /// </summary>
    private static string ForFrequentUse(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        if (!builder.Keys.Contains("Max Auto Prepare"))
        {
            builder.MaxAutoPrepare = MaximumPreparedStatements;
            builder.AutoPrepareMinUsages = 2;
        }

        return builder.ConnectionString;
    }
}
