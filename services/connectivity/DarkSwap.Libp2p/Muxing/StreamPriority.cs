namespace DarkSwap.Libp2p.Muxing;

/// <summary>High streams are written first; medium and low share what is left four to one, so that nothing starves.</summary>
public enum StreamPriority
{
    Medium = 0,
    High = 1,
    Low = 2,
}
