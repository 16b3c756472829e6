using DarkSwap.Contracts.Connectivity;

namespace DarkSwap.Trade.Tests.Simulation;

/// <summary>A message on the link, repeated until it is acknowledged or its time is over.</summary>
internal sealed class ModelPacket(PeerMessage message, DateTimeOffset repeatUntil)
{
    public PeerMessage Message { get; } = message;

    public DateTimeOffset RepeatUntil { get; } = repeatUntil;

    public bool IsAcknowledged { get; set; }
}
