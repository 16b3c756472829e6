namespace DarkSwap.Libp2p.Identity.Store;

/// <summary>Where an address of a peer comes from, from the least trusted to the most.</summary>
public enum AddressSource
{
    /// <summary>Another peer said so: the DHT, gossip, peer exchange.</summary>
    Told = 0,

    /// <summary>The peer said so itself.</summary>
    Identify = 1,

    /// <summary>The peer signed it.</summary>
    SignedRecord = 2,

    /// <summary>Heard on the local network.</summary>
    LocalNetwork = 3,

    /// <summary>Given by the node's operator or program; never expires.</summary>
    Operator = 4,
}
