namespace DarkSwap.Connectivity.Persistence;

/// <summary>An address at which a peer was reached, kept so that it is found again after a restart.</summary>
public sealed class KnownPeer
{
    public required string PeerId { get; init; }

    /// <summary>Multiaddress that ends in the peer's id.</summary>
    public required string Address { get; set; }

    /// <summary>Whether the node redials it by itself: true for what the operator dialed or configured.</summary>
    public required bool IsKeptConnected { get; set; }

    public required DateTimeOffset LastConnectedAt { get; set; }
}
