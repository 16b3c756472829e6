using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Hosting.Configuration;

/// <summary>Binds the options that every node knows. The values have passed <see cref="ConfigurationRules"/> before.</summary>
public static class ConfigurationRegistration
{
    public static void AddNodeOptions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<NodeOptions>().Bind(builder.Configuration);
        builder.Services.AddOptions<Libp2pOptions>().Bind(builder.Configuration.GetSection(Libp2pOptions.Section)).PostConfigure(options =>
        {
            if (options.ListenAddresses.Count == 0)
            {
                options.ListenAddresses = [Libp2pOptions.DefaultListenAddress];
            }

            // An environment that always names the variable leaves it empty for nobody.
            options.BootstrapPeers = [.. options.BootstrapPeers.Where(address => address.Length > 0)];
            options.AnnounceAddresses = [.. options.AnnounceAddresses.Where(address => address.Length > 0)];
            options.ExemptSubnets = [.. options.ExemptSubnets.Where(subnet => subnet.Length > 0)];
            options.BlockedSubnets = [.. options.BlockedSubnets.Where(subnet => subnet.Length > 0)];
            options.DialedSubnets = [.. options.DialedSubnets.Where(subnet => subnet.Length > 0)];
            options.Proxies.ProxyProtocol = [.. options.Proxies.ProxyProtocol.Where(subnet => subnet.Length > 0)];
            options.Proxies.ForwardedFor = [.. options.Proxies.ForwardedFor.Where(subnet => subnet.Length > 0)];
            options.Dns.Servers = [.. options.Dns.Servers.Where(server => server.Length > 0)];
        });
        builder.Services.AddOptions<WebRtcOptions>().Bind(builder.Configuration.GetSection(WebRtcOptions.Section));
    }
}
