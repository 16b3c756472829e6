using System.ComponentModel.DataAnnotations;

namespace DarkSwap.Hosting.DeadLetters;

public sealed record ReplayRequest
{
    /// <summary>1 to 100 letters; they are delivered in the order in which they happened.</summary>
    [Length(1, DeadLetterEndpoints.MaximumReplays)]
    public required IReadOnlyList<DeadLetterName> Letters { get; init; }
}
