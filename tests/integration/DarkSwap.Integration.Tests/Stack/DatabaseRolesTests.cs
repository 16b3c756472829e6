using DarkSwap.Testing;
using Npgsql;

namespace DarkSwap.Integration.Tests.Stack;

/// <summary>What the roles of <c>infra/postgres</c> may do, and that it is enough for the services.</summary>
[Trait("Category", "Server")]
public sealed class DatabaseRolesTests(PreparedDatabase database) : IClassFixture<PreparedDatabase>
{

    public static TheoryData<string> Services => new(ServiceProgram.Services);

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Each_service_migrates_as_its_own_role_into_its_own_schema(string service)
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string?> { ["DARKSWAP_DATABASE"] = database.ConnectionString($"darkswap_{service}") };
        await using var process = ServiceProgram.Start(service, environment, "--data", folder.Path, "--migrate");

        (await process.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(0, process.Describe());
        var tables = await database.QueryAsync($"darkswap_{service}", $"SELECT DISTINCT schemaname || ' ' || tableowner FROM pg_tables WHERE tableowner = 'darkswap_{service}'");
        tables.ShouldBe([$"{service} darkswap_{service}"]);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_role_reaches_no_schema_but_its_own(string service)
    {
        var role = $"darkswap_{service}";
        var reachable = await database.QueryAsync(
            role,
            """
            SELECT nspname::text FROM pg_namespace
            WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
              AND (has_schema_privilege(oid, 'USAGE') OR has_schema_privilege(oid, 'CREATE'))
            """);

        reachable.ShouldBe([service]);
        foreach (var other in ServiceProgram.Services.Where(other => other != service).Append("public"))
        {
            await RefusedAsync(role, $"CREATE TABLE {other}.intruder (id int)");
        }
    }

    [Theory]
    [InlineData("CREATE SCHEMA intruder")]
    [InlineData("CREATE DATABASE intruder")]
    [InlineData("CREATE ROLE intruder")]
    [InlineData("CREATE TEMPORARY TABLE intruder (id int)")]
    [InlineData("SET ROLE darkswap_psbt")]
    [InlineData("SELECT rolpassword FROM pg_authid")]
    [InlineData("ALTER SCHEMA trade OWNER TO darkswap_psbt")]
    public async Task A_role_has_no_right_beyond_its_schema(string sql) => await RefusedAsync("darkswap_trade", sql);

    [Fact]
    public async Task Passwords_are_kept_as_SCRAM_verifiers()
    {
        var verifiers = await database.QueryAsync("postgres", "SELECT left(rolpassword, 14) FROM pg_authid WHERE rolname LIKE 'darkswap\\_%'");

        verifiers.ShouldBe(Enumerable.Repeat("SCRAM-SHA-256$", ServiceProgram.Services.Count));
    }

    [Fact]
    public async Task Preparing_again_changes_nothing_but_passwords()
    {
        const string Rights = "SELECT nspname || ' ' || nspowner::regrole || ' ' || coalesce(nspacl::text, '') FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' ORDER BY nspname";
        var before = await database.QueryAsync("postgres", Rights);

        await database.PrepareAsync();

        (await database.QueryAsync("postgres", Rights)).ShouldBe(before);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("fifteen letters")]
    public async Task Preparing_without_a_good_password_is_refused_by_its_name(string? password)
    {
        await using var process = database.StartPrepare(new Dictionary<string, string?> { ["DARKSWAP_PSBT_DATABASE_PASSWORD"] = password });

        (await process.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(1);
        process.Errors.ShouldContain("DARKSWAP_PSBT_DATABASE_PASSWORD must be set to a password of at least 16 characters");
    }

    private async Task RefusedAsync(string role, string sql)
    {
        var refusal = await Should.ThrowAsync<PostgresException>(() => database.QueryAsync(role, sql), sql);
        refusal.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
    }
}
