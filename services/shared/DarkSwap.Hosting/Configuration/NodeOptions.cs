namespace DarkSwap.Hosting.Configuration;

/// <summary>What all modules of a node share; bound from the root of the configuration.</summary>
public sealed class NodeOptions
{
    public static readonly IReadOnlyList<string> Networks = ["regtest", "signet", "testnet3", "testnet4", "mainnet"];

    /// <summary>One of <see cref="Networks"/>. The default is the one on which nothing is at stake.</summary>
    public string Network { get; set; } = "regtest";

    /// <summary>Bitcoin node, for example <c>http://user:password@127.0.0.1:18443</c>; empty: this machine, at the network's usual port.</summary>
    public string BitcoinRpc { get; set; } = string.Empty;

    /// <summary>Whether others may measure this node's throughput with <c>/perf/1.0.0</c>.</summary>
    public bool Perf { get; set; }

    /// <summary>Where the Bitcoin node answers.</summary>
    public Uri BitcoinRpcUri => new(BitcoinRpc.Length > 0 ? BitcoinRpc : $"http://127.0.0.1:{UsualPort}");

    private int UsualPort => Network switch
    {
        "mainnet" => 8332,
        "testnet3" => 18332,
        "testnet4" => 48332,
        "signet" => 38332,
        _ => 18443,
    };
}
