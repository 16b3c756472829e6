namespace DarkSwap.Testing;

/// <summary>How a test starts a standalone node.</summary>
public sealed record StandaloneNodeOptions
{
    /// <summary>With user and password, for example <see cref="BitcoinNode.RpcUrl"/>.</summary>
    public required string BitcoinRpcUrl { get; init; }

    /// <summary>Multiaddresses of peers to dial from the start.</summary>
    public IReadOnlyList<string> BootstrapAddresses { get; init; } = [];

    /// <summary>Further configuration keys, for example <c>Trade:SignatureTimeout</c>, given as environment variables.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
