namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>One line to a peer. Which fields are there depends on the command.</summary>
internal sealed record PeerRequest
{
    public required string Command { get; init; }

    public string Transport { get; init; } = string.Empty;

    public string Security { get; init; } = string.Empty;

    public string Muxer { get; init; } = string.Empty;

    public string Address { get; init; } = string.Empty;

    /// <summary>Bytes, streams, connections or round trips.</summary>
    public long Count { get; init; }

    /// <summary>Streams at a time.</summary>
    public int Concurrency { get; init; }

    public static PeerRequest For(Stack stack, string command) => new() { Command = command, Transport = stack.Transport, Security = stack.Security, Muxer = stack.Muxer };
}
