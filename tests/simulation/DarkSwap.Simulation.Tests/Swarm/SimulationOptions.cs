using DarkSwap.Libp2p.Transports.Simulated;

namespace DarkSwap.Simulation.Tests.Swarm;

/// <summary>What a simulated network of peers goes through.</summary>
internal sealed record SimulationOptions
{
    public required ulong Seed { get; init; }

    public required int Nodes { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Noise and its cryptography; otherwise plaintext.</summary>
    public bool IsEncrypted { get; init; } = true;

    public LinkConditions Links { get; init; } = new();

    /// <summary>How often the network falls into two halves for a while; zero never.</summary>
    public TimeSpan PartitionInterval { get; init; }

    /// <summary>How often some node fails and begins anew; zero never.</summary>
    public TimeSpan FailureInterval { get; init; }

    /// <summary>A node's pause between two talks with a peer, on average.</summary>
    public TimeSpan TalkInterval { get; init; } = TimeSpan.FromSeconds(30);
}
