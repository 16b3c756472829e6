namespace DarkSwap.Hosting.DeadLetters;

public sealed record DeadLetterPage
{
    /// <summary>Newest first.</summary>
    public required IReadOnlyList<DeadLetterResponse> Items { get; init; }

    /// <summary>For the next page; absent on the last one.</summary>
    public string? Cursor { get; init; }
}
