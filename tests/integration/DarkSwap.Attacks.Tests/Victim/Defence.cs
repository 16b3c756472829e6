namespace DarkSwap.Attacks.Tests.Victim;

/// <summary>What protects the node that is attacked; a control run does without one of them and has to fail.</summary>
public enum Defence
{
    Whole,
    WithoutPlaces,
    WithoutDeadlines,
    WithoutMemory,
}
