using DarkSwap.Hosting.Persistence;
using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace DarkSwap.Testing.Hosting;

/// <summary>What every service's test project checks about its hand-written migrations, once per provider.</summary>
public static class MigrationAssertions
{
    /// <summary>On SQLite, in a file of its own.</summary>
    public static async Task HoldOnSqliteAsync<TContext>(Func<DbContextOptions<TContext>, TContext> create, CancellationToken cancellationToken)
        where TContext : ServiceDbContext
    {
        using var folder = new TemporaryFolder();
        await HoldAsync(create, new DatabaseOptions(false, folder.File("migrations.db")), cancellationToken);
    }

    /// <summary>On a real PostgreSQL server, in a database of its own.</summary>
    public static async Task HoldOnPostgreSqlAsync<TContext>(PostgreSqlServer server, Func<DbContextOptions<TContext>, TContext> create, CancellationToken cancellationToken)
        where TContext : ServiceDbContext
    {
        await HoldAsync(create, new DatabaseOptions(true, server.NewDatabase()), cancellationToken);
    }

    private static async Task HoldAsync<TContext>(Func<DbContextOptions<TContext>, TContext> create, DatabaseOptions database, CancellationToken cancellationToken)
        where TContext : ServiceDbContext
    {
        // The context must name its schema before it exists, for the history table: ask one that is never connected.
        await using var unconnected = create(new DbContextOptionsBuilder<TContext>().UseSqlite("Data Source=:memory:").Options);
        var options = new DbContextOptionsBuilder<TContext>();
        ServiceDatabase.Configure(options, database, unconnected.Schema);
        await using var context = create(options.Options);
        ModelEqualsLastSnapshot(context);
        LastMigrationCarriesTheSnapshot(context);
        await context.Database.MigrateAsync(cancellationToken);
        await TablesAreThoseOfTheModelAsync(context, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    private static void ModelEqualsLastSnapshot(DbContext context)
    {
        var snapshot = context.GetService<IMigrationsAssembly>().ModelSnapshot?.Model ?? throw new InvalidOperationException("There is no model snapshot.");
        ExpectEqual(context, snapshot, "the last snapshot");
    }

    private static void LastMigrationCarriesTheSnapshot(DbContext context)
    {
        var assembly = context.GetService<IMigrationsAssembly>();
        var last = assembly.Migrations.Values.LastOrDefault() ?? throw new InvalidOperationException("There is no migration.");
        ExpectEqual(context, assembly.CreateMigration(last, context.Database.ProviderName!).TargetModel, $"the target model of {last.Name}");
    }

    private static void ExpectEqual(DbContext context, IModel written, string name)
    {
        if (written is IMutableModel mutable)
        {
            written = mutable.FinalizeModel();
        }

        var initialized = context.GetService<IModelRuntimeInitializer>().Initialize(written, designTime: true, validationLogger: null);
        var current = context.GetService<IDesignTimeModel>().Model;
        var differences = context.GetService<IMigrationsModelDiffer>().GetDifferences(initialized.GetRelationalModel(), current.GetRelationalModel());
        if (differences.Count > 0)
        {
            throw new InvalidOperationException(
                $"To come from {name} to the model, {context.Database.ProviderName} would have to:\n{string.Join('\n', differences.Select(Describe))}");
        }
    }

    private static string Describe(MigrationOperation operation)
    {
        var values = operation.GetType().GetProperties()
            .Where(property => property.GetIndexParameters().Length == 0 && property.PropertyType != typeof(Type))
            .Select(property => (property.Name, Value: property.GetValue(operation)))
            .Where(pair => pair.Value is string or bool or int)
            .Select(pair => $"{pair.Name}={pair.Value}");
        return $"  {operation.GetType().Name} {string.Join(' ', values)}";
    }

    private static async Task TablesAreThoseOfTheModelAsync(DbContext context, CancellationToken cancellationToken)
    {
        var catalog = new DatabaseCatalog(context);
        var errors = new List<string>();
        foreach (var table in context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables)
        {
            var actual = await catalog.ColumnsOfAsync(table, cancellationToken);
            var expected = table.Columns.ToDictionary(column => column.Name, column => catalog.Describe(column), StringComparer.Ordinal);
            errors.AddRange(expected.Where(column => actual.GetValueOrDefault(column.Key) != column.Value)
                .Select(column => $"{table.Name}.{column.Key} is '{actual.GetValueOrDefault(column.Key) ?? "missing"}' where the model has '{column.Value}'"));
            errors.AddRange(actual.Keys.Except(expected.Keys).Select(column => $"{table.Name}.{column} is not in the model"));
            var indexes = await catalog.IndexesOfAsync(table, cancellationToken);
            errors.AddRange(table.Indexes.Where(index => indexes.GetValueOrDefault(index.Name) != index.IsUnique)
                .Select(index => $"index {index.Name} of {table.Name} is missing or differs in uniqueness"));
        }

        if (errors.Count > 0)
        {
            throw new InvalidOperationException($"The migrations leave other tables than the model has on {context.Database.ProviderName}:\n  {string.Join("\n  ", errors)}");
        }
    }
}
