namespace DarkSwap.Libp2p.Swarm;

public sealed class ProtocolNotSupportedException(IReadOnlyList<string> protocolIds)
    : IOException($"The peer speaks none of {string.Join(", ", protocolIds)}.")
{
    public IReadOnlyList<string> ProtocolIds { get; } = protocolIds;
}
