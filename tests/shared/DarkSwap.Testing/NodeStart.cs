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

    internal Dictionary<string, string?> Environment =>
        Settings.ToDictionary(setting => EnvironmentVariableOf(setting.Key), setting => (string?)setting.Value);

    internal static string EnvironmentVariableOf(string key) => $"DARKSWAP_{key.Replace(":", "__", StringComparison.Ordinal)}";
}
