using System.Net;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports.Memory;

namespace DarkSwap.Libp2p.Transports.Simulated;

/// <summary>Both ends of a connection over a simulated network.</summary>
internal sealed class SimulatedConnection
{
    private readonly SimulatedPipe there;
    private readonly SimulatedPipe back;
    private readonly IPEndPoint local;
    private readonly IPEndPoint remote;
    private readonly Action<SimulatedConnection> forget;
    private int openEnds = 2;

    internal SimulatedConnection(SimulatedNetwork network, IPEndPoint local, IPEndPoint remote, Action<SimulatedConnection> forget)
    {
        this.local = local;
        this.remote = remote;
        this.forget = forget;
        there = new SimulatedPipe(network, local, remote);
        back = new SimulatedPipe(network, remote, local);
        var (localAddress, remoteAddress) = (Multiaddr.FromEndPoint(local), Multiaddr.FromEndPoint(remote));
        Dialed = new TransportConnection(new MemoryDuplexStream(back, there, NoteClosed), localAddress, remoteAddress);
        Accepted = new TransportConnection(new MemoryDuplexStream(there, back, NoteClosed), remoteAddress, localAddress);
    }

    internal TransportConnection Dialed { get; }

    internal TransportConnection Accepted { get; }

    internal bool Touches(IPAddress host) => local.Address.Equals(host) || remote.Address.Equals(host);

    internal void Reset()
    {
        there.Fail("The connection was reset.");
        back.Fail("The connection was reset.");
    }

    private void NoteClosed()
    {
        if (Interlocked.Decrement(ref openEnds) == 0)
        {
            forget(this);
        }
    }
}
