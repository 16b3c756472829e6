namespace DarkSwap.Libp2p.Swarm.Resources;

/// <summary>Where a connection is counted besides the node as a whole.</summary>
internal readonly record struct ConnectionKeys(AddressKey Address, AddressKey Subnet);
