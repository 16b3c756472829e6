namespace DarkSwap.Contracts.Psbts;

/// <summary>One side's part of the transaction.</summary>
public sealed record TradeParty
{
    public required IReadOnlyList<TradeInput> Inputs { get; init; }

    /// <summary>Script that receives what this side gets.</summary>
    public required byte[] ReceiveScript { get; init; }

    /// <summary>Script that receives what is left of what this side gives.</summary>
    public required byte[] ChangeScript { get; init; }
}
