using System.Threading.Channels;
using DarkSwap.Connectivity.Messaging;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Primitives;
using DarkSwap.Testing;
using Google.Protobuf;

namespace DarkSwap.Connectivity.Tests.Nodes;

/// <summary>A peer that says exactly what a test wants, over a real libp2p connection.</summary>
public sealed class RawPeer : IAsyncDisposable
{
    private readonly Libp2pHost host;
    private readonly Channel<Envelope> received = Channel.CreateUnbounded<Envelope>();
    private readonly PeerStream stream;

    private RawPeer(Libp2pHost host, PeerStream stream, Channel<Envelope> received)
    {
        this.host = host;
        this.stream = stream;
        this.received = received;
    }

    public bool IsConnected => host.Connections.Count > 0;

    public static async Task<RawPeer> ConnectAsync(TestNode node)
    {
        var host = new Libp2pHost(PrivateKey.Generate(SystemRandomSource.Instance), new Libp2pHostOptions(), new OpenConnectionGate(), SystemRandomSource.Instance, TimeProvider.System);
        var received = Channel.CreateUnbounded<Envelope>();
        host.Handle(PeerProtocols.Messages, async (stream, _, cancellationToken) =>
        {
            while (await LengthPrefixed.ReadAsync(stream, BatchCodec.MaximumEncodedBytes, cancellationToken) is { } bytes)
            {
                foreach (var envelope in BatchCodec.Unpack(new(bytes)).Value!.Envelopes)
                {
                    received.Writer.TryWrite(envelope);
                }
            }
        });
        await host.StartAsync([], CancellationToken.None);
        var connection = await host.DialAsync(Multiaddr.Parse(node.Address), CancellationToken.None);
        return new RawPeer(host, await connection.OpenStreamAsync([PeerProtocols.Messages], CancellationToken.None), received);
    }

    public static Envelope Envelope(byte number) => new() { Id = ByteString.CopyFrom([.. Enumerable.Repeat(number, BatchCodec.EnvelopeIdLength)]) };

    public Task GreetAsync(string network = "regtest:0f9188f1")
    {
        var hello = Envelope(1);
        hello.Hello = new Hello { ProtocolVersion = PeerProtocols.Version, Network = network };
        return SendAsync(hello);
    }

    public Task SendAsync(params Envelope[] envelopes) => SendAsync(BatchCodec.Pack(envelopes).ToByteArray());

    public Task SendAsync(byte[] batch) => LengthPrefixed.WriteAsync(stream, batch, CancellationToken.None).AsTask();

    /// <summary>The next envelope with this body, others are passed over.</summary>
    public async Task<Envelope> NextAsync(Envelope.BodyOneofCase body)
    {
        using var deadline = Patience.Limit();
        while (true)
        {
            var envelope = await received.Reader.ReadAsync(deadline.Token);
            if (envelope.BodyCase == body)
            {
                return envelope;
            }
        }
    }

    /// <summary>Whether the node has reset the stream on which we speak.</summary>
    public async Task<bool> IsStreamResetAsync()
    {
        try
        {
            using var deadline = Patience.Limit();
            return await stream.ReadAsync(new byte[1], deadline.Token) < 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        await host.DisposeAsync();
    }
}
