using System.Net;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Swarm.Resources;

/// <summary>
/// Accounts for what connections take: by address, subnet, peer, protocol, and for the whole node. Everything is taken before it is used, and given back by disposing the permit.
/// Addresses are those proven on the transport. Thread-safe.
/// </summary>
internal sealed class ResourceManager(ResourceOptions options, int maximumConnections, TimeProvider timeProvider)
{
    private readonly Lock gate = new();
    private readonly Tally<AddressKey> byAddress = new();
    private readonly Tally<AddressKey> bySubnet = new();
    private readonly Tally<AddressKey> handshakesBySubnet = new();
    private readonly ConnectionRates rates = new(options);
    private readonly Dictionary<PeerId, PeerScope> peers = [];
    private readonly Dictionary<ResourceLimit, long> refusals = [];
    private readonly MemoryScope memory = new(options.MaximumBytes ?? SystemResources.MemoryLimit(), null);
    private readonly int maximumFileHandles = options.MaximumFileHandles ?? SystemResources.FileHandleLimit();
    private int connections;
    private int handshakes;
    private int fileHandles;
    private int streams;

    internal ResourceUsage Usage
    {
        get
        {
            lock (gate)
            {
                return new ResourceUsage(connections, handshakes, fileHandles, streams, memory.Used, peers.Count, new Dictionary<ResourceLimit, long>(refusals));
            }
        }
    }

    /// <summary>Takes what an inbound connection needs during its handshake.</summary>
    /// <param name="remoteAddress">Null while a proxy has not told whose connection it is.</param>
    internal ConnectionPermit? TryAccept(Multiaddr? remoteAddress, int handles)
    {
        lock (gate)
        {
            var keys = KeysOf(remoteAddress);
            if ((LimitOf(keys, handles) ?? (handshakes >= options.MaximumHandshakes ? ResourceLimit.Handshakes : null)) is { } limit)
            {
                Refuse(limit);
                return null;
            }

            connections++;
            handshakes++;
            fileHandles += handles;
            Count(keys, 1, 1);
            return new ConnectionPermit(this, handles) { Keys = keys, IsHandshake = true };
        }
    }

    /// <summary>Takes what a connection that we dial needs. Whom we dial is our own choice: no limit by address.</summary>
    internal ConnectionPermit? TryDial(int handles)
    {
        lock (gate)
        {
            if (LimitOf(null, handles) is { } limit)
            {
                Refuse(limit);
                return null;
            }

            connections++;
            fileHandles += handles;
            return new ConnectionPermit(this, handles);
        }
    }

    /// <summary>Counts a connection for the address that its proxy named.</summary>
    internal bool TryProve(ConnectionPermit permit, Multiaddr remoteAddress)
    {
        lock (gate)
        {
            var keys = KeysOf(remoteAddress);
            if (LimitOf(keys, 0) is { } limit)
            {
                Refuse(limit);
                return false;
            }

            Count(permit.Keys, -1, permit.IsHandshake ? -1 : 0);
            permit.Keys = keys;
            Count(keys, 1, permit.IsHandshake ? 1 : 0);
            return true;
        }
    }

    internal void EndHandshake(ConnectionPermit permit)
    {
        lock (gate)
        {
            if (permit.IsHandshake)
            {
                permit.IsHandshake = false;
                handshakes--;
                Count(permit.Keys, 0, -1);
            }
        }
    }

    internal PeerScope EnterPeer(PeerId peerId)
    {
        lock (gate)
        {
            if (!peers.TryGetValue(peerId, out var scope))
            {
                scope = new PeerScope(peerId, new MemoryScope(options.MaximumBytesPerPeer, memory));
                peers.Add(peerId, scope);
            }

            scope.Connections++;
            return scope;
        }
    }

    internal void Release(ConnectionPermit permit, PeerScope? peer, int openStreams)
    {
        EndHandshake(permit);
        lock (gate)
        {
            connections--;
            fileHandles -= permit.FileHandles;
            streams -= openStreams;
            Count(permit.Keys, -1, 0);
            if (peer is null)
            {
                return;
            }

            peer.Streams -= openStreams;
            if (--peer.Connections == 0)
            {
                peers.Remove(peer.PeerId);
            }
        }
    }

    internal bool TryEnterStream(PeerScope peer)
    {
        lock (gate)
        {
            if (peer.Streams >= options.MaximumStreamsPerPeer || streams >= options.MaximumStreams)
            {
                Refuse(peer.Streams >= options.MaximumStreamsPerPeer ? ResourceLimit.StreamsOfPeer : ResourceLimit.Streams);
                return false;
            }

            peer.Streams++;
            streams++;
            return true;
        }
    }

    internal void LeaveStream(PeerScope peer)
    {
        lock (gate)
        {
            peer.Streams--;
            streams--;
        }
    }

    internal void NoteRefusal(ResourceLimit limit)
    {
        lock (gate)
        {
            Refuse(limit);
        }
    }

    private ConnectionKeys? KeysOf(Multiaddr? remoteAddress) =>
        remoteAddress is not null && AddressKey.Of(remoteAddress) is { } keys && !IsExempt(keys.Host) ? new ConnectionKeys(keys.Address, keys.Subnet) : null;

    private bool IsExempt(IPAddress host) => options.ExemptSubnets.Any(network => network.Contains(host));

    /// <summary>The narrow limits first, so that it is told which place is at fault.</summary>
    private ResourceLimit? LimitOf(ConnectionKeys? keys, int handles)
    {
        if (keys is { } place)
        {
            if (byAddress[place.Address] >= options.MaximumConnectionsPerAddress)
            {
                return ResourceLimit.ConnectionsOfAddress;
            }

            if (bySubnet[place.Subnet] >= options.MaximumConnectionsPerSubnet)
            {
                return ResourceLimit.ConnectionsOfSubnet;
            }

            if (handshakesBySubnet[place.Subnet] >= options.MaximumHandshakesPerSubnet)
            {
                return ResourceLimit.HandshakesOfSubnet;
            }
        }

        return connections >= maximumConnections + options.MaximumHandshakes ? ResourceLimit.Connections
            : fileHandles + handles > maximumFileHandles ? ResourceLimit.FileHandles
            : keys is { } last && !rates.TryTake(last.Address, MonotonicTime.Now(timeProvider)) ? ResourceLimit.RateOfAddress
            : null;
    }

    private void Count(ConnectionKeys? keys, int connectionChange, int handshakeChange)
    {
        if (keys is { } place)
        {
            byAddress.Add(place.Address, connectionChange);
            bySubnet.Add(place.Subnet, connectionChange);
            handshakesBySubnet.Add(place.Subnet, handshakeChange);
        }
    }

    private void Refuse(ResourceLimit limit) => refusals[limit] = refusals.GetValueOrDefault(limit) + 1;
}
