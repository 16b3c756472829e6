namespace DarkSwap.Psbt.Chain;

/// <summary>Why the Bitcoin node could not be asked.</summary>
public enum ChainSourceFault
{
    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The node has more calls than it takes.</summary>
    Busy,

    /// <summary>The node is loading and does not answer yet.</summary>
    Starting,

    /// <summary>User and password or the cookie are not accepted.</summary>
    AccessDenied,

    /// <summary>The answer is not what a Bitcoin node answers, or over the size allowed.</summary>
    InvalidAnswer,
}
