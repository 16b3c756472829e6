using System.Net;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Addresses;
using DarkSwap.Primitives;

namespace DarkSwap.Simulation.Tests.Swarm;

/// <summary>One node of a simulation: keeps some connections, and sends messages that its peers send back.</summary>
internal sealed class SimulatedNode : IDisposable
{
    private const string EchoProtocol = "/simulation/echo/1.0.0";
    private const int WantedConnections = 4;
    private const int LongestMessage = 48 * 1024;
    private static readonly TimeSpan TalkLimit = TimeSpan.FromSeconds(30);

    private readonly SimulatedPeers peers;
    private readonly PrivateKey key;
    private readonly SeededRandomSource random;
    private Libp2pHost? host;

    internal SimulatedNode(SimulatedPeers peers, int number)
    {
        this.peers = peers;
        random = new SeededRandomSource((peers.Options.Seed * 1_000) + (ulong)number);
        key = PrivateKey.Generate(random);
        PeerId = PeerId.FromPublicKey(key.PublicKey);

        // Each in a subnet of its own.
        Host = new IPAddress([11, (byte)(number >> 8), (byte)number, 1]);
        Address = Multiaddr.Parse($"/ip4/{Host}/tcp/4001");
    }

    internal PeerId PeerId { get; }

    internal IPAddress Host { get; }

    internal Multiaddr Address { get; }

    internal bool IsRunning => host is not null;

    internal int Connections => host?.Connections.Count ?? 0;

    internal async Task StartAsync()
    {
        var started = peers.CreateHost(key, Host, random);
        started.Handle(EchoProtocol, EchoAsync);
        await started.StartAsync([Address], CancellationToken.None);
        host = started;
    }

    /// <summary>Ends everything at once, without a word to any peer.</summary>
    /// <returns>Bytes that it still held for peers.</returns>
    internal async Task<long> FailAsync()
    {
        var failed = host!;
        host = null;
        await peers.Network.StopAsync(Host);
        await failed.CloseAsync(CancellationToken.None);
        return failed.Usage.Bytes;
    }

    /// <summary>Until the token is cancelled.</summary>
    internal async Task LiveAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await peers.WaitAsync(peers.Options.TalkInterval * (0.5 + NextShare()), cancellationToken);
            if (host is { } running && !cancellationToken.IsCancellationRequested)
            {
                await ConnectAsync(running);
                peers.Note(await TalkAsync());
            }
        }
    }

    /// <summary>Whether a message to one of the connected peers came back; null with nobody to talk to.</summary>
    internal async Task<bool?> TalkAsync()
    {
        if (host is not { Connections: { Count: > 0 } connections } running)
        {
            return null;
        }

        var peer = connections[Next(connections.Count)].RemotePeer;
        try
        {
            using var limit = new CancellationTokenSource(TalkLimit, peers.Time);
            await using var stream = await running.OpenStreamAsync(peer, EchoProtocol, limit.Token);
            var sent = new byte[1 + Next(LongestMessage)];
            random.Fill(sent);
            var received = new byte[sent.Length];
            var reading = stream.ReadWholeAsync(received, limit.Token);
            await stream.WriteAsync(sent, limit.Token);
            await stream.CloseWriteAsync(limit.Token);
            await reading;
            received.AsSpan().SequenceEqual(sent).ShouldBeTrue();
            return true;
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => key.Dispose();

    private static async Task EchoAsync(PeerStream stream, PeerId remotePeer, CancellationToken cancellationToken)
    {
        var buffer = new byte[4 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    private async Task ConnectAsync(Libp2pHost running)
    {
        if (running.Connections.Count >= WantedConnections)
        {
            return;
        }

        var other = peers.Nodes[Next(peers.Nodes.Count)];
        if (other == this)
        {
            return;
        }

        try
        {
            await running.DialAsync(other.PeerId, [other.Address], AddressOrigin.Learned, CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            // It has failed, or cannot be reached now: another one next time.
        }
    }

    private double NextShare() => peers.Network.NextShare();

    private int Next(int end) => (int)(NextShare() * end);
}
