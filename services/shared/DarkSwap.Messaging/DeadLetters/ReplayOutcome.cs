namespace DarkSwap.Messaging.DeadLetters;

/// <summary>What became of a dead letter that was to be delivered again.</summary>
public enum ReplayOutcome
{
    /// <summary>Its recipient has it: consumed already in one process, in its queue where there is a broker.</summary>
    Replayed,

    /// <summary>It stays a dead letter.</summary>
    Failed,

    /// <summary>There is no such letter.</summary>
    NotFound,
}
