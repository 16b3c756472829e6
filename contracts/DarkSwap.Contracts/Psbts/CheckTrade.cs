using DarkSwap.Contracts.Orders;

namespace DarkSwap.Contracts.Psbts;

/// <summary>Request: run the checks of a stage for one side. Answer: <see cref="TradeChecked"/>.</summary>
public sealed record CheckTrade
{
    public required TradeCheckStage Stage { get; init; }
    public required TradeTerms Terms { get; init; }

    /// <summary>The side that asks.</summary>
    public required TradeRole OwnRole { get; init; }

    /// <summary>Private data of the side that asks: its coins and addresses.</summary>
    public required Settlement Settlement { get; init; }

    /// <summary>Peer id for whom the side trades: what others have registered is no business of its trade. Null: whoever registered it.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether that is a user of the node, to whom the addresses that the node follows do not belong.</summary>
    public bool IsOfUser { get; init; }

    /// <summary>The order as it stands now. Null: it is not known any more, which fails check 12.</summary>
    public OrderSnapshot? Order { get; init; }

    /// <summary>The time to judge expiries by.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>End of the current step; the check fails after it.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Confirmations wanted for the other side's coins.</summary>
    public required int ConfirmationsWanted { get; init; }

    /// <summary>The PSBT that is about to be signed or sent: the other side's, or the user's with signatures. Null before there is one.</summary>
    public byte[]? Psbt { get; init; }

    /// <summary>The other side's signed envelope over template hash and transaction id. Null at <see cref="TradeCheckStage.BeforeAcceptance"/>.</summary>
    public byte[]? CounterpartyTermsSignature { get; init; }

    /// <summary>Peer id whose key must have signed the terms.</summary>
    public required string Counterparty { get; init; }

    /// <summary>Fee bounds of the side that asks, in satoshis per 1,000 virtual bytes.</summary>
    public required long MinimumFeeRate { get; init; }

    public required long MaximumFeeRate { get; init; }
}
