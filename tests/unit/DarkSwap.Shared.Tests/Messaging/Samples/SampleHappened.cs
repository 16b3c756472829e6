using DarkSwap.Contracts;

namespace DarkSwap.Shared.Tests.Messaging.Samples;

public sealed record SampleHappened : IMessage
{
    public required Guid EventId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required string Aggregate { get; init; }

    public required int Number { get; init; }

    public UInt128 Amount { get; init; }
}
