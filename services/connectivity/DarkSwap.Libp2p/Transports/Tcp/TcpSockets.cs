using System.Buffers.Binary;
using System.Net.Sockets;

namespace DarkSwap.Libp2p.Transports.Tcp;

/// <summary>Sockets as every TCP connection here has them, and what only Linux offers (socket(7), tcp(7)).</summary>
internal static class TcpSockets
{
    private const int SocketLevel = 1;
    private const int ReuseAddress = 2;
    private const int ReusePort = 15;
    private const int TcpLevel = 6;
    private const int InformationOption = 11;
    private const int NotSentLowWaterMark = 25;

    internal static Socket Create(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        if (family == AddressFamily.InterNetworkV6)
        {
            // Both families would otherwise compete for the port of an IPv4 socket beside this one.
            socket.DualMode = false;
        }

        return socket;
    }

    internal static void Configure(Socket socket, TcpOptions options)
    {
        socket.NoDelay = true;
        if (options.NotSentBytes > 0)
        {
            SetNotSentBytes(socket, options.NotSentBytes);
        }
    }

    internal static void SetNotSentBytes(Socket socket, int bytes) => SetOnLinux(socket, TcpLevel, NotSentLowWaterMark, bytes);

    /// <summary>Lets sockets that dial share the socket's port. On a listening socket after it is bound: before, it would let another program listen on the same port.</summary>
    internal static void SharePort(Socket socket)
    {
        SetOnLinux(socket, SocketLevel, ReuseAddress, 1);
        SetOnLinux(socket, SocketLevel, ReusePort, 1);
    }

    /// <summary>What the kernel knows of the connection; null where it does not tell.</summary>
    internal static TcpInformation? ReadInformation(Socket socket)
    {
        Span<byte> information = stackalloc byte[TcpInformation.Length];
        return OperatingSystem.IsLinux() && socket.GetRawSocketOption(TcpLevel, InformationOption, information) == TcpInformation.Length
            ? TcpInformation.Read(information)
            : null;
    }

    /// <summary>
    /// Whether a dial that has just succeeded met the peer's own dial half-way (RFC 9293 §3.5): where a server sends one segment, a peer that dials sends its SYN and an answer to ours.
    /// Both ends of such a connection believe that they have dialed. Whoever has closed already, as either may, has sent one more.
    /// </summary>
    internal static bool HasMetHalfway(Socket socket) => ReadInformation(socket) is { } information && information.EmptySegments > (information.IsEstablished ? 1 : 2);

    private static void SetOnLinux(Socket socket, int level, int option, int value)
    {
        if (OperatingSystem.IsLinux())
        {
            Span<byte> bytes = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            socket.SetRawSocketOption(level, option, bytes);
        }
    }
}
