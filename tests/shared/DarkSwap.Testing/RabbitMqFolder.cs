using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DarkSwap.Testing;

/// <summary>The folder of a private RabbitMQ server, its ports, and how to start its two programs: the broker and Erlang's name server.</summary>
internal sealed class RabbitMqFolder : IDisposable
{
    public const string User = "darkswap";
    public const string Password = "test-only";
    public const string VirtualHostPrefix = "darkswap-test-";
    public const int VirtualHosts = 24;

    private const string Programs = "/usr/lib/rabbitmq/bin";
    private const string Cookie = "-setcookie darkswap-test";
    private static readonly TimeSpan InstallLimit = Patience.OfPrograms;
    private readonly string account;
    private readonly string path;
    private readonly int[] ports;

    private RabbitMqFolder(string account, string path, int[] ports)
    {
        this.account = account;
        this.path = path;
        this.ports = ports;
    }

    public int Port => ports[0];

    private int NodePort => ports[1];

    private int NamesPort => ports[2];

    public static async Task<RabbitMqFolder> CreateAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists($"{Programs}/rabbitmq-server"))
        {
            throw new InvalidOperationException("RabbitMQ is not installed: run infra/install rabbitmq, or set DARKSWAP_TEST_RABBITMQ.");
        }

        var ports = LoopbackPorts.Find(3);
        var path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"darkswap-rabbitmq-{Environment.ProcessId}-{ports[0]}"));
        var folder = new RabbitMqFolder(Environment.UserName == "root" ? "rabbitmq" : Environment.UserName, path, ports);
        await ChildProcess.RunAsync("install", ["-d", "-o", folder.account, "-m", "755", path, $"{path}/data", $"{path}/log"], string.Empty, InstallLimit, cancellationToken);
        await folder.WriteAsync(cancellationToken);
        return folder;
    }

    public ChildProcess StartNames() => Start("epmd", "-port", NamesPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1");

    public async Task WaitForNamesAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(atMost, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, NamesPort, either.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, either.Token);
            }
        }
    }

    public ChildProcess StartServer() => Start($"{Programs}/rabbitmq-server");

    public void Dispose()
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>As root's child under RabbitMQ's own account: setpriv leaves no process in between that a signal would end instead.</summary>
    private ChildProcess Start(string program, params string[] arguments) => account == Environment.UserName
        ? ChildProcess.Start(program, arguments, Environments(), path)
        : ChildProcess.Start("setpriv", [$"--reuid={account}", $"--regid={account}", "--init-groups", program, .. arguments], Environments(), path);

    private Dictionary<string, string?> Environments() => new()
    {
        ["HOME"] = path,
        ["RABBITMQ_NODENAME"] = string.Create(CultureInfo.InvariantCulture, $"darkswap{Port}@localhost"),
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Port.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_DIST_PORT"] = NodePort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_PORT"] = NamesPort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_MNESIA_BASE"] = $"{path}/data",
        ["RABBITMQ_LOG_BASE"] = $"{path}/log",
        ["RABBITMQ_CONFIG_FILE"] = $"{path}/rabbitmq.conf",
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = $"{path}/enabled_plugins",
        ["RABBITMQ_CONF_ENV_FILE"] = $"{path}/environment.conf",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = $"{Cookie} -kernel inet_dist_use_interface {{127,0,0,1}} -start_epmd false",
        ["RABBITMQ_CTL_ERL_ARGS"] = Cookie,

        // Then the script becomes the server instead of waiting for it.
        ["RUNNING_UNDER_SYSTEMD"] = "true",
    };

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(path, "enabled_plugins"), "[].\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(path, "environment.conf"), string.Empty, cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(path, "rabbitmq.conf"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                listeners.tcp.default = 127.0.0.1:{Port}
                vm_memory_high_watermark.absolute = 1GB
                disk_free_limit.absolute = 50MB
                log.console = false
                log.file = broker.log
                load_definitions = {path}/definitions.json

                """),
            cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(path, "definitions.json"), Definitions(), cancellationToken);
    }

    /// <summary>One user who may do everything in every virtual host.</summary>
    private static string Definitions()
    {
        byte[] salt = [1, 2, 3, 4];
        byte[] hash = [.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(Password)])];
        string[] hosts = ["/", .. Enumerable.Range(1, VirtualHosts).Select(number => string.Create(CultureInfo.InvariantCulture, $"{VirtualHostPrefix}{number}"))];
        return JsonSerializer.Serialize(new
        {
            users = new[] { new { name = User, password_hash = Convert.ToBase64String(hash), hashing_algorithm = "rabbit_password_hashing_sha256", tags = "administrator" } },
            vhosts = hosts.Select(host => new { name = host }),
            permissions = hosts.Select(host => new { user = User, vhost = host, configure = ".*", write = ".*", read = ".*" }),
        });
    }
}
