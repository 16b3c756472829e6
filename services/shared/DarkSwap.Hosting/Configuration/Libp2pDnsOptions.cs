namespace DarkSwap.Hosting.Configuration;

/// <summary>Section <c>libp2p:dns</c>: how peers' names are resolved.</summary>
public sealed class Libp2pDnsOptions
{
    /// <summary>Servers to ask instead of the system's: IP addresses, with a port unless it is 53.</summary>
    public IReadOnlyList<string> Servers { get; set; } = [];
}
