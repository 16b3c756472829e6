using System.Net.Sockets;

namespace DarkSwap.Libp2p.Transports.Tcp;

/// <summary>Sockets as every TCP connection here has them.</summary>
internal static class TcpSockets
{
    private const int TcpLevel = 6;

    /// <summary>TCP_NOTSENT_LOWAT of Linux (tcp(7)): the kernel keeps little unsent, so that the muxer, not a queue in the kernel, decides what goes first.</summary>
    private const int NotSentLowWaterMark = 25;
    private const int NotSentBytes = 128 * 1024;

    internal static Socket Create(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        Configure(socket);
        return socket;
    }

    internal static void Configure(Socket socket)
    {
        socket.NoDelay = true;
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(TcpLevel, NotSentLowWaterMark, BitConverter.GetBytes(NotSentBytes));
        }
    }
}
