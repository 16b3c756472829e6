namespace DarkSwap.Testing;

/// <summary>How a test starts a node, whatever the node consists of.</summary>
public sealed record NodeStart
{
    /// <summary>With user and password, for example <see cref="BitcoinNode.RpcUrl"/>.</summary>
    public required string BitcoinRpcUrl { get; init; }

    /// <summary>Multiaddresses of peers to dial from the start.</summary>
    public IReadOnlyList<string> BootstrapAddresses { get; init; } = [];

    /// <summary>Further configuration keys, for example <c>Trade:SignatureTimeout</c>, given as environment variables.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>All nodes of a test share an address, which would otherwise be counted.</summary>
    internal Dictionary<string, string?> Environment => new(
        Settings.ToDictionary(setting => EnvironmentVariableOf(setting.Key), setting => (string?)setting.Value)) { [EnvironmentVariableOf("libp2p:exemptSubnets:0")] = "127.0.0.0/8" };

    internal static string EnvironmentVariableOf(string key) => $"DARKSWAP_{key.Replace(":", "__", StringComparison.Ordinal)}";
}
