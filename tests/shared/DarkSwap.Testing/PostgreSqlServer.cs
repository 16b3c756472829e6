using System.Globalization;

namespace DarkSwap.Testing;

/// <summary>
/// A PostgreSQL server of the tests' own: Debian's program on a free loopback port, data in a temporary folder. With
/// DARKSWAP_TEST_POSTGRES, a connection string without a database, that server is used instead.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string ExternalServer = "DARKSWAP_TEST_POSTGRES";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly string server;
    private readonly string? folder;
    private readonly ChildProcess? process;
    private int databases;

    private PostgreSqlServer(string server, string? folder, ChildProcess? process)
    {
        this.server = server;
        this.folder = folder;
        this.process = process;
    }

    public static async Task<PostgreSqlServer> StartAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(ExternalServer) is { Length: > 0 } external)
        {
            return new PostgreSqlServer(external, null, null);
        }

        var programs = FindPrograms();
        var folder = Path.Combine(Path.GetTempPath(), $"darkswap-postgresql-{Environment.ProcessId}-{LoopbackPorts.Find(1)[0]}");
        var account = Environment.UserName == "root" ? "postgres" : Environment.UserName;
        try
        {
            await ChildProcess.RunAsync("install", ["-d", "-o", account, "-m", "700", folder], string.Empty, StartLimit, cancellationToken);
            var (initialize, initializeArguments) = As(account, Path.Combine(programs, "initdb"), ["-D", $"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
            await ChildProcess.RunAsync(initialize, initializeArguments, string.Empty, StartLimit, cancellationToken);
            var port = LoopbackPorts.Find(1)[0];
            var (program, arguments) = As(account, Path.Combine(programs, "postgres"),
            [
                "-D", $"{folder}/data", "-p", port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1",
                "-c", $"unix_socket_directories={folder}", "-c", "max_connections=200", "-c", "fsync=off",
            ]);
            var process = ChildProcess.Start(program, arguments, workingFolder: "/");
            await process.WaitForErrorLineAsync(line => line.Contains("ready to accept connections", StringComparison.Ordinal), StartLimit, cancellationToken);
            return new PostgreSqlServer($"Host=127.0.0.1;Port={port};Username=postgres", folder, process);
        }
        catch
        {
            DeleteFolder(folder);
            throw;
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
            await running.WaitForExitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
            await running.DisposeAsync();
            DeleteFolder(folder!);
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
