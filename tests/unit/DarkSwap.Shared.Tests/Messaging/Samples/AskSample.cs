namespace DarkSwap.Shared.Tests.Messaging.Samples;

public sealed record AskSample
{
    public required int Number { get; init; }
}
