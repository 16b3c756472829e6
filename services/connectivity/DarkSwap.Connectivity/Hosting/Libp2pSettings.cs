using System.Net;
using System.Net.Sockets;
using DarkSwap.Hosting.Configuration;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Pool;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Libp2p.Transports.Dns;
using DarkSwap.Libp2p.Transports.Proxies;
using WebSocketOptions = DarkSwap.Libp2p.Transports.WebSockets.WebSocketOptions;

namespace DarkSwap.Connectivity.Hosting;

/// <summary>Section <c>libp2p</c> as the library takes it. The values have passed <see cref="Libp2pOptionsValidator"/> before.</summary>
public static class Libp2pSettings
{
    private const int DnsPort = 53;

    public static Libp2pHostOptions ToHostOptions(Libp2pOptions options, bool isPerfServed) => new()
    {
        IsPerfServed = isPerfServed,
        AnnouncedAddresses = [.. options.AnnounceAddresses.Select(Multiaddr.Parse)],
        Transports = new TransportOptions
        {
            WebSockets = new WebSocketOptions
            {
                CertificateFile = NullIfEmpty(options.WebSockets.Certificate),
                KeyFile = NullIfEmpty(options.WebSockets.Key),
                AuthoritiesFile = NullIfEmpty(options.WebSockets.Authorities),
            },
            Proxies = new ProxyOptions
            {
                ProxyProtocolFrom = [.. options.Proxies.ProxyProtocol.Select(ParseSubnet)],
                ForwardedForFrom = [.. options.Proxies.ForwardedFor.Select(ParseSubnet)],
            },
            Dns = new DnsOptions { Servers = [.. options.Dns.Servers.Select(ParseServer)] },
        },
        Swarm = new SwarmOptions
        {
            MaximumConnections = options.Limits.Connections,
            AlsoDialedNetworks = [.. options.DialedSubnets.Select(ParseSubnet)],
            Pool = new PoolOptions { HighWater = HighWater(options.Limits), LowWater = LowWater(options.Limits) },
            Resources = new ResourceOptions
            {
                MaximumConnectionsPerAddress = options.Limits.ConnectionsPerAddress,
                MaximumConnectionsPerSubnet = options.Limits.ConnectionsPerSubnet,
                MaximumHandshakesPerSubnet = options.Limits.HandshakesPerSubnet,
                MaximumBytesPerPeer = options.Limits.MebibytesPerPeer * 1024L * 1024,
                ExemptSubnets = [.. options.ExemptSubnets.Select(ParseSubnet)],
            },
        },
    };

    public static int HighWater(Libp2pLimitOptions limits) => limits.HighWater > 0 ? limits.HighWater : limits.Connections * 3 / 4;

    public static int LowWater(Libp2pLimitOptions limits) => limits.LowWater > 0 ? limits.LowWater : Math.Min(limits.Connections / 2, HighWater(limits));

    /// <summary>A network, or an address as a network of one.</summary>
    public static bool TryParseSubnet(string text, out IPNetwork subnet)
    {
        if (IPNetwork.TryParse(text, out subnet))
        {
            return true;
        }

        if (!IPAddress.TryParse(text, out var address))
        {
            return false;
        }

        subnet = new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
        return true;
    }

    public static IPNetwork ParseSubnet(string text) => TryParseSubnet(text, out var subnet) ? subnet : throw new FormatException($"'{text}' is not a network.");

    private static IPEndPoint ParseServer(string text)
    {
        var server = IPEndPoint.Parse(text);
        return server.Port == 0 ? new IPEndPoint(server.Address, DnsPort) : server;
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
