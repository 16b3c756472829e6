using System.Net;
using System.Net.Sockets;

namespace DarkSwap.Libp2p.Tests.Streams;

/// <summary>Both ends of one TCP connection on loopback.</summary>
internal sealed class LoopbackPair : IAsyncDisposable
{
    private LoopbackPair(Stream client, Stream server)
    {
        Client = client;
        Server = server;
    }

    internal Stream Client { get; }

    internal Stream Server { get; }

    internal static async Task<LoopbackPair> ConnectAsync(CancellationToken cancellationToken)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(listener.LocalEndPoint!, cancellationToken);
        var server = await listener.AcceptAsync(cancellationToken);
        server.NoDelay = true;
        return new LoopbackPair(new NetworkStream(client, ownsSocket: true), new NetworkStream(server, ownsSocket: true));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
