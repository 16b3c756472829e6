using System.ComponentModel.DataAnnotations;

namespace DarkSwap.Psbt.Chain;

/// <summary>How the Bitcoin node is reached and followed (section <c>psbt:chain</c>).</summary>
public sealed class ChainOptions
{
    public const string Section = "psbt:chain";

    /// <summary>Address of the node's RPC, with user and password in it or without them (then the cookie file is used).</summary>
    [Required]
    public string RpcUrl { get; set; } = "http://127.0.0.1:8332";

    /// <summary>The node's <c>.cookie</c>; by default that of the network in the user's <c>.bitcoin</c> folder. Read for each call, since the node writes it anew at each of its starts.</summary>
    public string? CookieFile { get; set; }

    /// <summary>The network that the node must be on.</summary>
    public ChainNetwork Network { get; set; } = ChainNetwork.Mainnet;

    /// <summary>For one call, 1 s to 10 min. Scans of the UTXO set have <see cref="ScanTimeout"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For one scan of the UTXO set, 1 min to 6 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "06:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan ScanTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Tries of one call while faults are transient, 1 to 10.</summary>
    [Range(1, 10)]
    public int MaximumAttempts { get; set; } = 3;

    /// <summary>Wait before the second try; doubles with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Bytes of one answer. A block in hexadecimal takes up to 8 MB, a full mempool's list about 20 MB.</summary>
    [Range(16 * 1024 * 1024, 1024 * 1024 * 1024)]
    public int MaximumAnswerBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Connections to the node that are kept and used at once, 1 to 64.</summary>
    [Range(1, 64)]
    public int MaximumConnections { get; set; } = 8;

    /// <summary>How often the node is asked for its tip and mempool; by default every second on regtest, every 5 s elsewhere.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan? PollInterval { get; set; }

    /// <summary>Blocks fetched ahead while catching up, 1 to 16 (each up to 4 MB).</summary>
    [Range(1, 16)]
    public int PrefetchedBlocks { get; set; } = 4;

    /// <summary>Mempool transactions fetched in one poll; the rest follow with the next ones.</summary>
    [Range(1, 100_000)]
    public int MempoolTransactionsPerPoll { get; set; } = 2_000;

    /// <summary>Mempool transactions that are kept track of; those beyond are not looked at.</summary>
    [Range(1, 10_000_000)]
    public int MaximumMempoolTransactions { get; set; } = 1_000_000;

    public TimeSpan EffectivePollInterval => PollInterval ?? TimeSpan.FromSeconds(Network == ChainNetwork.Regtest ? 1 : 5);
}
