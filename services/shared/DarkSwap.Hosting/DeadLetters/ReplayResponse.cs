namespace DarkSwap.Hosting.DeadLetters;

public sealed record ReplayResponse
{
    /// <summary>One for each letter of the request, in its order.</summary>
    public required IReadOnlyList<ReplayedLetterResponse> Results { get; init; }
}
