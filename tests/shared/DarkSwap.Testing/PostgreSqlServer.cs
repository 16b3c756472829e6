using System.Globalization;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Networks;
using Npgsql;
using Testcontainers.PostgreSql;

namespace DarkSwap.Testing;

/// <summary>
/// A PostgreSQL server of the tests' own: Debian's program on a free loopback port, data in a temporary folder. With
/// DARKSWAP_TEST_POSTGRES, a connection string without a database, that server is used instead; with
/// DARKSWAP_TEST_POSTGRES_IMAGE, such as postgres:17, a container of it on the engine that DOCKER_HOST names.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string ExternalServer = "DARKSWAP_TEST_POSTGRES";
    private const string ContainerImage = "DARKSWAP_TEST_POSTGRES_IMAGE";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(10);
    private readonly string server;
    private readonly string? folder;
    private readonly int port;
    private PostgreSqlContainer? container;
    private INetwork? network;
    private ChildProcess? process;
    private string flushing = "fsync=off";
    private int databases;

    private PostgreSqlServer(string server, string? folder, int port)
    {
        this.server = server;
        this.folder = folder;
        this.port = port;
    }

    private static string Account => Environment.UserName == "root" ? "postgres" : Environment.UserName;

    public static async Task<PostgreSqlServer> StartAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(ExternalServer) is { Length: > 0 } external)
        {
            return new PostgreSqlServer(external, null, 0);
        }

        return Environment.GetEnvironmentVariable(ContainerImage) is { Length: > 0 } image
            ? await StartContainerAsync(image, cancellationToken)
            : await StartOwnAsync(cancellationToken);
    }

    /// <summary>A server that can be killed, also where tests use an external one.</summary>
    public static Task<PostgreSqlServer> StartOwnAsync(CancellationToken cancellationToken) => StartOwnAsync(isDurable: false, cancellationToken);

    /// <summary>One that flushes the disk at each commit, as in production, for measurements.</summary>
    public static Task<PostgreSqlServer> StartDurableAsync(CancellationToken cancellationToken) => StartOwnAsync(isDurable: true, cancellationToken);

    private static async Task<PostgreSqlServer> StartOwnAsync(bool isDurable, CancellationToken cancellationToken)
    {
        var ports = LoopbackPorts.Find(2);
        var folder = Path.Combine(Path.GetTempPath(), $"darkswap-postgresql-{Environment.ProcessId}-{ports[0]}");
        var server = new PostgreSqlServer($"Host=127.0.0.1;Port={ports[1]};Username=postgres", folder, ports[1]) { flushing = isDurable ? "fsync=on" : "fsync=off" };
        try
        {
            await ChildProcess.RunAsync("install", ["-d", "-o", Account, "-m", "700", folder], string.Empty, StartLimit, cancellationToken);
            var (initialize, arguments) = As(Account, Path.Combine(FindPrograms(), "initdb"), ["-D", $"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
            await ChildProcess.RunAsync(initialize, arguments, string.Empty, StartLimit, cancellationToken);
            await server.StartAgainAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static async Task<PostgreSqlServer> StartContainerAsync(string image, CancellationToken cancellationToken)
    {
        // A network of its own: not every engine has the usual bridge.
        var network = new NetworkBuilder().Build();
        var container = new PostgreSqlBuilder(image).WithNetwork(network).WithCommand("-c", "max_connections=400").Build();
        try
        {
            await container.StartAsync(cancellationToken);
            var server = new NpgsqlConnectionStringBuilder(container.GetConnectionString());
            server.Remove("Database");
            return new PostgreSqlServer(server.ConnectionString, null, 0) { container = container, network = network };
        }
        catch
        {
            await container.DisposeAsync();
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the killed server with the data and the port that it had.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        var (program, arguments) = As(Account, Path.Combine(FindPrograms(), "postgres"),
        [
            "-D", $"{folder}/data", "-p", port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1",
            "-c", $"unix_socket_directories={folder}", "-c", "max_connections=400", "-c", flushing,
        ]);
        process = ChildProcess.Start(program, arguments, workingFolder: "/");
        await process.WaitForErrorLineAsync(line => line.Contains("ready to accept connections", StringComparison.Ordinal), StartLimit, cancellationToken);
    }

    /// <summary>SIGKILL to the server and all processes of it. What it had committed is in the system's cache, which a loss of power would not leave.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (process is { } running)
        {
            await running.KillAsync(cancellationToken);
            await running.DisposeAsync();
            process = null;
        }
    }

    /// <summary>Names a database that does not exist yet; applying migrations to it creates it.</summary>
    public string NewDatabase() =>
        $"{server.TrimEnd(';')};Database=darkswap_test_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";

    public async ValueTask DisposeAsync()
    {
        if (process is { } running)
        {
            running.Interrupt();
            await running.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None);
            await running.DisposeAsync();
        }

        if (container is not null)
        {
            await container.DisposeAsync();
            await network!.DisposeAsync();
        }

        if (folder is not null)
        {
            DeleteFolder(folder);
        }
    }

    /// <summary>The server refuses to run as root, and setpriv, unlike runuser, leaves no process in between that a signal would end instead.</summary>
    private static (string Program, IEnumerable<string> Arguments) As(string account, string program, string[] arguments) =>
        account == Environment.UserName ? (program, arguments) : ("setpriv", [$"--reuid={account}", $"--regid={account}", "--init-groups", program, .. arguments]);

    private static string FindPrograms()
    {
        const string Versions = "/usr/lib/postgresql";
        var newest = Directory.Exists(Versions) ? Directory.GetDirectories(Versions).OrderBy(path => path, StringComparer.Ordinal).LastOrDefault() : null;
        return newest is null
            ? throw new InvalidOperationException($"PostgreSQL is not installed: run infra/install postgresql, or set {ExternalServer}.")
            : Path.Combine(newest, "bin");
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
