namespace DarkSwap.Hosting.Configuration;

/// <summary>Section <c>libp2p:relay</c>.</summary>
public sealed class RelayOptions
{
    public bool Enabled { get; set; } = true;

    public bool AutoRelay { get; set; } = true;

    public bool Hop { get; set; }

    public bool Active { get; set; } = true;

    public bool Discovery { get; set; } = true;
}
