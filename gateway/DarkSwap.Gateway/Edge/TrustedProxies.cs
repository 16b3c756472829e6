using System.Net;

namespace DarkSwap.Gateway.Edge;

/// <summary>Whose word about a caller's address, scheme and host is taken: <c>gateway:trustedProxies</c>, addresses and networks.</summary>
internal sealed class TrustedProxies
{
    public const string Section = "gateway:trustedProxies";

    private TrustedProxies(IReadOnlyList<IPNetwork> networks) => Networks = networks;

    public IReadOnlyList<IPNetwork> Networks { get; }

    /// <summary>The texts have passed the configuration's rules.</summary>
    public static TrustedProxies Of(IConfiguration configuration) =>
        new([.. configuration.GetSection(Section).GetChildren().Select(child => child.Value).OfType<string>().Select(Parse)]);

    public bool Contains(IPAddress? address)
    {
        if (address is null || Networks.Count == 0)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in Networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }

    private static IPNetwork Parse(string text) =>
        text.Contains('/', StringComparison.Ordinal) ? IPNetwork.Parse(text) : IPAddress.Parse(text) is var address ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : default;
}
