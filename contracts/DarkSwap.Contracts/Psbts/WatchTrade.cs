namespace DarkSwap.Contracts.Psbts;

/// <summary>Command: watch a template's transaction and all inputs, and tell of every change until <see cref="StopWatchingTrade"/>. One for each round.</summary>
public sealed record WatchTrade : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required Guid TradeId { get; init; }

    /// <summary>0 for the first template, one more for each fee bump.</summary>
    public required int Round { get; init; }

    public required string TransactionId { get; init; }

    /// <summary>Outpoints of both sides' inputs.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }
}
