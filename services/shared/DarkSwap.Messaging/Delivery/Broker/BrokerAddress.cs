using System.Diagnostics.CodeAnalysis;
using System.Security.Authentication;
using RabbitMQ.Client;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>Where the broker is, from <c>amqp://user:password@host:port/virtual-host</c>, or <c>amqps://</c> for TLS.</summary>
public sealed record BrokerAddress
{
    private const ushort PlainPort = 5672;
    private const ushort TlsPort = 5671;

    /// <summary>
    /// For a broker that is slow. One that is gone shows by its socket or its missing heartbeats before; and an answer that is given up ends the library's endpoint for good.
    /// </summary>
    internal static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(1);

    public required string Host { get; init; }

    public required ushort Port { get; init; }

    public required string VirtualHost { get; init; }

    public required string UserName { get; init; }

    public required string Password { get; init; }

    public required bool IsTls { get; init; }

    internal static SslProtocols Protocols => SslProtocols.Tls12 | SslProtocols.Tls13;

    public static bool TryParse(string text, [NotNullWhen(true)] out BrokerAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0 || uri.Segments.Length > 2)
        {
            return false;
        }

        var isTls = uri.Scheme == "amqps";
        var credentials = uri.UserInfo.Split(':', 2);
        var path = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        address = new BrokerAddress
        {
            Host = uri.DnsSafeHost,
            Port = uri.Port > 0 ? (ushort)uri.Port : isTls ? TlsPort : PlainPort,
            VirtualHost = path.Length == 0 ? "/" : path,
            UserName = Uri.UnescapeDataString(credentials[0]),
            Password = Uri.UnescapeDataString(credentials.Length == 2 ? credentials[1] : string.Empty),
            IsTls = isTls,
        };
        return true;
    }

    internal ConnectionFactory ToConnectionFactory(string connectionName) => new()
    {
        HostName = Host,
        Port = Port,
        VirtualHost = VirtualHost,
        UserName = UserName,
        Password = Password,
        Ssl = new SslOption { Enabled = IsTls, ServerName = Host, Version = Protocols },
        ClientProvidedName = connectionName,
        AutomaticRecoveryEnabled = false,
        RequestedHeartbeat = TimeSpan.FromSeconds(10),
        ContinuationTimeout = AnswerTimeout,
        RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
    };

    /// <summary>Without user and password.</summary>
    public override string ToString() => $"{(IsTls ? "amqps" : "amqp")}://{Host}:{Port}/{Uri.EscapeDataString(VirtualHost)}";
}
