using System.Net.Sockets;

namespace DarkSwap.Libp2p.Transports.Tcp;

/// <summary>A connected socket as a stream.</summary>
internal sealed class TcpStream(Socket socket, TcpOptions options, TimeProvider timeProvider) : NetworkStream(socket, ownsSocket: true)
{
    private readonly TcpBacklogControl backlog = new(socket, options, timeProvider);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            backlog.BeforeWrite();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return ValueTask.FromException(new IOException(exception.Message, exception));
        }

        return base.WriteAsync(buffer, cancellationToken);
    }
}
