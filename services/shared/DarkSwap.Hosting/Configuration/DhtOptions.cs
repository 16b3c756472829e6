using Microsoft.Extensions.Configuration;

namespace DarkSwap.Hosting.Configuration;

/// <summary>Section <c>libp2p:dht</c>.</summary>
public sealed class DhtOptions
{
    public bool Enabled { get; set; } = true;

    public bool ClientMode { get; set; }

    /// <summary>Peers a bucket holds, 1 to 100.</summary>
    public int KBucketSize { get; set; } = 20;

    /// <summary>How long a record lives, in hours, 1 to 168.</summary>
    [ConfigurationKeyName("recordTTL")]
    public int RecordTimeToLiveHours { get; set; } = 24;
}
