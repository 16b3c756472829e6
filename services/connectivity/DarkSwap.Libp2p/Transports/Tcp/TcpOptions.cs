namespace DarkSwap.Libp2p.Transports.Tcp;

public sealed record TcpOptions
{
    /// <summary>Most bytes that the kernel keeps unsent for a connection, so that the muxer, not a queue in the kernel, decides what goes first (TCP_NOTSENT_LOWAT, Linux). 0 leaves it to the system.</summary>
    public int NotSentBytes { get; init; } = 128 * 1024;

    /// <summary>How far that is lowered on a slow link.</summary>
    public int MinimumNotSentBytes { get; init; } = 16 * 1024;

    /// <summary>How long what the kernel keeps unsent may take to leave: a link that moves less than <see cref="NotSentBytes"/> in this time is slow.</summary>
    public TimeSpan NotSentTime { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether dials leave from a port that is listened on, so that peers see the address at which this node can be reached (Linux).</summary>
    public bool DialsFromListeningPort { get; init; } = true;
}
