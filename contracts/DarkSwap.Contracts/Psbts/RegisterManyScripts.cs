namespace DarkSwap.Contracts.Psbts;

/// <summary>Command: what <see cref="RegisterScripts"/> says, of several subjects at once.</summary>
public sealed record RegisterManyScripts : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required IReadOnlyList<ScriptsOfSubject> Registrations { get; init; }
}
