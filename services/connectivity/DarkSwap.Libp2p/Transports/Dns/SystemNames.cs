using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace DarkSwap.Libp2p.Transports.Dns;

/// <summary>What the system knows of names: its servers and search list (resolv.conf(5)), and its hosts (hosts(5)).</summary>
internal static class SystemNames
{
    private const string ResolverFile = "/etc/resolv.conf";
    private const string HostsFile = "/etc/hosts";
    private const int MaximumFileLength = 1024 * 1024;
    private const int MaximumServers = 3;
    private const int MaximumSearchDomains = 6;
    private const int Port = 53;
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Read anew each time: networks change while a node runs.</summary>
    internal static (IReadOnlyList<IPEndPoint> Servers, IReadOnlyList<string> SearchDomains) ReadResolver()
    {
        if (File.Exists(ResolverFile))
        {
            return ParseResolver(ReadLines(ResolverFile));
        }

        var servers = NetworkInterface.GetAllNetworkInterfaces()
            .Where(item => item.OperationalStatus == OperationalStatus.Up)
            .SelectMany(item => item.GetIPProperties().DnsAddresses)
            .Select(address => new IPEndPoint(address, Port));
        return ([.. servers.Distinct().Take(MaximumServers)], []);
    }

    internal static (IReadOnlyList<IPEndPoint> Servers, IReadOnlyList<string> SearchDomains) ParseResolver(IEnumerable<string> lines)
    {
        var servers = new List<IPEndPoint>();
        IReadOnlyList<string> searchDomains = [];
        foreach (var words in lines.Select(Words))
        {
            if (words is ["nameserver", var server, ..] && IPAddress.TryParse(server, out var address) && servers.Count < MaximumServers)
            {
                servers.Add(new IPEndPoint(address, Port));
            }
            else if (words is ["search" or "domain", .. var domains])
            {
                searchDomains = [.. domains.Take(MaximumSearchDomains).Select(domain => domain.Trim('.')).Where(domain => domain.Length > 0)];
            }
        }

        return (servers.Count > 0 ? servers : [new IPEndPoint(IPAddress.Loopback, Port)], searchDomains);
    }

    /// <summary>The addresses that this machine itself gives a name, without asking anybody.</summary>
    internal static IReadOnlyList<IPAddress> FindHere(string name)
    {
        if (IPAddress.TryParse(name, out var literal))
        {
            return [literal];
        }

        // RFC 6761 §6.3: nobody else may say where localhost is.
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
            : File.Exists(HostsFile) ? FindInHosts(ReadLines(HostsFile), name) : [];
    }

    internal static IReadOnlyList<IPAddress> FindInHosts(IEnumerable<string> lines, string name) =>
    [
        .. lines.Select(Words)
            .Where(words => words.Skip(1).Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(words => IPAddress.TryParse(words[0], out var address) ? address : null)
            .OfType<IPAddress>()
            .Where(address => address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
            .Distinct()
            .Take(8),
    ];

    private static string[] Words(string line) => line.Split('#', ';')[0].Split(Blanks, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> ReadLines(string path) => new FileInfo(path).Length <= MaximumFileLength ? File.ReadLines(path) : [];
}
