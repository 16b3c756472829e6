namespace DarkSwap.Libp2p.Swarm.Addresses;

/// <summary>Who an address comes from, which decides whether it may lead inside our own networks. A greater one may more.</summary>
public enum AddressOrigin
{
    /// <summary>Told by others (identify, peer records, the DHT, gossip): only public addresses are dialed.</summary>
    Learned,

    /// <summary>Heard on the local network (mDNS): private and link-local addresses too.</summary>
    LocalNetwork,

    /// <summary>Given by the node's operator or program: every address.</summary>
    Operator,
}
