namespace DarkSwap.Psbt.Broadcast;

public enum BroadcastState
{
    /// <summary>The node has not taken it yet.</summary>
    Pending,

    /// <summary>The node took it; it is sent again while it is neither in the mempool nor in a block.</summary>
    Accepted,

    Refused,
}
