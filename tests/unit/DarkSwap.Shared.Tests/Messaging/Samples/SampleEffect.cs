namespace DarkSwap.Shared.Tests.Messaging.Samples;

/// <summary>What a consumer in these tests leaves behind: how often a message took effect.</summary>
public sealed class SampleEffect
{
    public required string Aggregate { get; init; }

    public required int Number { get; init; }

    public required UInt128 Amount { get; init; }

    public required DateTimeOffset AppliedAt { get; init; }

    public int Times { get; set; }
}
