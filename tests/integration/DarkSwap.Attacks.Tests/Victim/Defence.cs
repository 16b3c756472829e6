namespace DarkSwap.Attacks.Tests.Victim;

/// <summary>What protects the node that is attacked; a control run does without one of them and has to fail.</summary>
public enum Defence
{
    Whole,

    /// <summary>All of it, with a keep-alive of seconds, so that a test need not wait for its 45.</summary>
    WholeAndQuick,
    WithoutPlaces,
    WithoutDeadlines,
    WithoutMemory,
}
