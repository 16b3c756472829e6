using System.ComponentModel.DataAnnotations;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Options;

/// <summary>Section <c>trade</c>.</summary>
public sealed class TradeOptions
{
    /// <summary>How long a maker has to accept a proposal, in seconds, unless the taker says otherwise; 5 to 3,600.</summary>
    [Range(5, 3600)]
    public int AcceptanceSeconds { get; set; } = 30;

    /// <summary>How long each side has to sign, in seconds; 30 to 3,600.</summary>
    [Range(30, 3600)]
    public int SigningSeconds { get; set; } = 300;

    /// <summary>What a message sent in time may take to arrive, in seconds; 1 to 60.</summary>
    [Range(1, 60)]
    public int TransitSeconds { get; set; } = 15;

    /// <summary>How often an unconfirmed transaction is broadcast again, in seconds; 10 to 3,600.</summary>
    [Range(10, 3600)]
    public int RebroadcastSeconds { get; set; } = 60;

    /// <summary>Confirmations that complete a trade as its maker; 1 to 6.</summary>
    [Range(1, 6)]
    public int Confirmations { get; set; } = 1;

    /// <summary>Confirmations wanted for a taker's coins; 1 to 6.</summary>
    [Range(1, 6)]
    public int TakerCoinConfirmations { get; set; } = 1;

    /// <summary>New proposals that one peer may make in a minute; 1 to 10,000. More are not looked at.</summary>
    [Range(1, 10_000)]
    public int ProposalsPerMinute { get; set; } = 30;

    /// <summary>How long another service has to answer a question, in seconds; 1 to 60.</summary>
    [Range(1, 60)]
    public int RequestTimeoutSeconds { get; set; } = 10;

    /// <summary>Longest pause between two tries of a step that the moment does not allow, in seconds; 1 to 60.</summary>
    [Range(1, 60)]
    public int LongestRetrySeconds { get; set; } = 15;

    /// <summary>Trades that are worked at side by side; 1 to 64.</summary>
    [Range(1, 64)]
    public int ParallelTrades { get; set; } = 8;

    public TradeTimes ToTimes() => new()
    {
        Signing = TimeSpan.FromSeconds(SigningSeconds),
        Transit = TimeSpan.FromSeconds(TransitSeconds),
        Rebroadcast = TimeSpan.FromSeconds(RebroadcastSeconds),
    };
}
