using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Swarm.Dialing;

/// <summary>None of a peer's addresses led to it.</summary>
public sealed class DialFailedException(PeerId peerId, IReadOnlyList<DialFailure> failures)
    : IOException($"{peerId} cannot be reached: {(failures.Count == 0 ? "it has no address" : string.Join("; ", failures.Select(failure => $"{failure.Address.WithoutPeer()}: {failure.Reason}")))}")
{
    public PeerId PeerId { get; } = peerId;

    public IReadOnlyList<DialFailure> Failures { get; } = failures;
}
