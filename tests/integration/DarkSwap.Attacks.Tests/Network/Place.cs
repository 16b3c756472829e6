using System.Net;
using System.Net.Sockets;

namespace DarkSwap.Attacks.Tests.Network;

/// <summary>A namespace from which the node is reached.</summary>
/// <param name="Node">The node's address on this side.</param>
/// <param name="Addresses">Those of this side, all in one subnet of 256.</param>
internal sealed record Place(NetworkNamespace Namespace, string Node, IReadOnlyList<string> Addresses)
{
    internal const int Port = 9000;
    internal const int WebSocketPort = 9001;

    /// <summary>Connects from one of our addresses.</summary>
    internal async Task<Socket> ConnectAsync(int address, int port, CancellationToken cancellationToken)
    {
        var socket = await Namespace.CreateSocketAsync();
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(Addresses[address % Addresses.Count]), 0));
            await socket.ConnectAsync(IPAddress.Parse(Node), port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
