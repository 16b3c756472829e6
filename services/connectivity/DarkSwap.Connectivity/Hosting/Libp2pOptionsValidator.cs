using System.Net;
using DarkSwap.Hosting.Configuration;
using DarkSwap.Libp2p.Multiformats;
using Microsoft.Extensions.Options;

namespace DarkSwap.Connectivity.Hosting;

/// <summary>Reads every address of section <c>libp2p</c> as the library will, and names each key whose value does not fit.</summary>
public sealed class Libp2pOptionsValidator : IValidateOptions<Libp2pOptions>
{
    public ValidateOptionsResult Validate(string? name, Libp2pOptions options)
    {
        List<string> failures =
        [
            .. Refuse("listenAddresses", options.ListenAddresses, text => Multiaddr.TryParse(text, out _) ? null : "is a multiaddress such as /ip4/127.0.0.1/tcp/9000"),
            .. Refuse("announceAddresses", options.AnnounceAddresses, text => Multiaddr.TryParse(text, out _) ? null : "is a multiaddress such as /dns4/node.example.org/tcp/9000"),
            .. Refuse("bootstrapPeers", options.BootstrapPeers, text => Multiaddr.TryParse(text, out var address) && address.Peer is not null ? null : "is a multiaddress that ends in /p2p/ and the peer's id"),
            .. Refuse("exemptSubnets", options.ExemptSubnets, RefuseSubnet),
            .. Refuse("blockedSubnets", options.BlockedSubnets, RefuseSubnet),
            .. Refuse("dialedSubnets", options.DialedSubnets, RefuseSubnet),
            .. Refuse("proxies:proxyProtocol", options.Proxies.ProxyProtocol, RefuseSubnet),
            .. Refuse("proxies:forwardedFor", options.Proxies.ForwardedFor, RefuseSubnet),
            .. Refuse("dns:servers", options.Dns.Servers, text => IPEndPoint.TryParse(text, out _) ? null : "is an address such as 10.0.0.53, or one with a port such as 10.0.0.53:5353"),
        ];
        var limits = options.Limits;
        if (limits.ConnectionsPerAddress > limits.ConnectionsPerSubnet)
        {
            failures.Add($"libp2p:limits:connectionsPerAddress is at most libp2p:limits:connectionsPerSubnet, {limits.ConnectionsPerSubnet}, not '{limits.ConnectionsPerAddress}'");
        }

        if (limits.HighWater > limits.Connections)
        {
            failures.Add($"libp2p:limits:highWater is at most libp2p:limits:connections, {limits.Connections}, not '{limits.HighWater}'");
        }

        if (Libp2pSettings.LowWater(limits) > Libp2pSettings.HighWater(limits))
        {
            failures.Add($"libp2p:limits:lowWater is at most libp2p:limits:highWater, {Libp2pSettings.HighWater(limits)}, not '{Libp2pSettings.LowWater(limits)}'");
        }

        if (options.WebSockets.Certificate.Length > 0 != options.WebSockets.Key.Length > 0)
        {
            failures.Add($"libp2p:webSockets:{(options.WebSockets.Key.Length > 0 ? "certificate" : "key")} is needed beside the other of the two");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Refuse(string key, IReadOnlyList<string> values, Func<string, string?> refuse) =>
        from entry in values.Index()
        let reason = refuse(entry.Item)
        where reason is not null
        select $"libp2p:{key}:{entry.Index} {reason}, not '{(entry.Item.Length <= 80 ? entry.Item : entry.Item[..80] + "…")}'";

    private static string? RefuseSubnet(string text) => Libp2pSettings.TryParseSubnet(text, out _) ? null : "is an address such as 10.0.0.7 or a network such as 10.0.0.0/24";
}
