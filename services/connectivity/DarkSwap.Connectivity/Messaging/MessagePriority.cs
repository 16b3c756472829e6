namespace DarkSwap.Connectivity.Messaging;

/// <summary>Class of a message on its way to a peer (wire.md, priority).</summary>
public enum MessagePriority
{
    /// <summary>Trade, PSBT, cancellations and control.</summary>
    High,

    /// <summary>Orders and the synchronisation of books.</summary>
    Medium,

    /// <summary>Discovery and statistics.</summary>
    Low,
}
