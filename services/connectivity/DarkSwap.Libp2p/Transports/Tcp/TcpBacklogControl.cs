using System.Net.Sockets;

namespace DarkSwap.Libp2p.Transports.Tcp;

/// <summary>Keeps what the kernel holds unsent as short on a slow link as on a fast one: in time, not in bytes.</summary>
internal sealed class TcpBacklogControl(Socket socket, TcpOptions options, TimeProvider timeProvider)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private long lookedAt = timeProvider.GetTimestamp();
    private int current = options.NotSentBytes;

    /// <summary>Called before each write: looks at the link once a second at most.</summary>
    internal void BeforeWrite()
    {
        if (current == 0 || timeProvider.GetElapsedTime(lookedAt) < Interval)
        {
            return;
        }

        lookedAt = timeProvider.GetTimestamp();
        if (TcpSockets.ReadInformation(socket) is { } information && NotSentBytesFor(information, current, options) is var wanted && wanted != current)
        {
            TcpSockets.SetNotSentBytes(socket, wanted);
            current = wanted;
        }
    }

    internal static int NotSentBytesFor(TcpInformation information, int current, TcpOptions options)
    {
        var bytes = information.DeliveryRate * options.NotSentTime.TotalSeconds;
        var wanted = (int)Math.Clamp(bytes, Math.Min(options.MinimumNotSentBytes, options.NotSentBytes), options.NotSentBytes);

        // A link that nobody fills may be faster than it looks, never slower.
        return information.IsLimitedBySender ? Math.Max(wanted, current) : wanted;
    }
}
