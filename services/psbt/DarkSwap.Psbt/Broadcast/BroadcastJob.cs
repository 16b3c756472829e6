namespace DarkSwap.Psbt.Broadcast;

/// <summary>A transaction that is to reach the network. Stored before it is sent, and kept until it is deep in the chain or refused.</summary>
public sealed class BroadcastJob
{
    public required string TransactionId { get; init; }

    public required Guid TradeId { get; init; }

    public required byte[] Transaction { get; init; }

    public required BroadcastState State { get; set; }

    public int Attempts { get; set; }

    public required DateTimeOffset NextAttemptAt { get; set; }
}
