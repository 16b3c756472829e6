namespace DarkSwap.Gateway.Persistence;

/// <summary>The one row that gives events their places. Its lock is held until the commit, so whoever sees an event has seen all before it.</summary>
public sealed class EventLogPosition
{
    public const int OnlyId = 1;

    public required int Id { get; init; }

    public required long LastSequence { get; set; }
}
