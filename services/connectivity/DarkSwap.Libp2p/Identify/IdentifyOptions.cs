namespace DarkSwap.Libp2p.Identify;

public sealed record IdentifyOptions
{
    /// <summary>Family of networks; peers of another may still be spoken to.</summary>
    public string ProtocolVersion { get; init; } = "darkswap/1.0.0";

    public string AgentVersion { get; init; } = "darkswap";

    public ObservationOptions Observation { get; init; } = new();

    /// <summary>Time for one exchange.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
