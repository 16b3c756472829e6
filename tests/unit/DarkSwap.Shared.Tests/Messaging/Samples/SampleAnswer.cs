namespace DarkSwap.Shared.Tests.Messaging.Samples;

public sealed record SampleAnswer
{
    public required int Doubled { get; init; }
}
