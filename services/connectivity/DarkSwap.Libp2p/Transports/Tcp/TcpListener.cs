using System.Net;
using System.Net.Sockets;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports.Tcp;

internal sealed class TcpListener : ITransportListener
{
    private readonly Socket socket;
    private readonly ListeningPorts ports;
    private readonly Func<Socket, TransportConnection> adopt;
    private readonly IPEndPoint endPoint;

    internal TcpListener(Socket socket, ListeningPorts ports, Func<Socket, TransportConnection> adopt)
    {
        this.socket = socket;
        this.ports = ports;
        this.adopt = adopt;
        endPoint = (IPEndPoint)socket.LocalEndPoint!;
        Address = Multiaddr.FromEndPoint(endPoint);
        ports.Add(endPoint);
    }

    public Multiaddr Address { get; }

    public async ValueTask<TransportConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Socket accepted;
            try
            {
                accepted = await socket.AcceptAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return null;
            }

            try
            {
                return adopt(accepted);
            }
            catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException)
            {
                // The peer left between being accepted and being looked at.
                accepted.Dispose();
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        ports.Remove(endPoint);
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
