using System.Net;
using System.Net.Sockets;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports.Tcp;

internal sealed class TcpListener(Socket socket) : ITransportListener
{
    public Multiaddr Address { get; } = Multiaddr.FromEndPoint((IPEndPoint)socket.LocalEndPoint!);

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
                TcpSockets.Configure(accepted);
                return TcpTransport.Adopt(accepted);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The peer left between being accepted and being looked at.
                accepted.Dispose();
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
