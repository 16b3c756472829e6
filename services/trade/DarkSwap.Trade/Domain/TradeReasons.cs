namespace DarkSwap.Trade.Domain;

/// <summary>Stable names of why a trade ended or a round came to nothing. Names of checks and of the psbt service's refusals come beside these.</summary>
public static class TradeReasons
{
    public const string PreparationTimedOut = "preparationTimedOut";
    public const string AcceptanceTimedOut = "acceptanceTimedOut";
    public const string SignatureTimedOut = "signatureTimedOut";
    public const string RoundTimedOut = "roundTimedOut";
    public const string CounterpartySilent = "counterpartySilent";
    public const string CounterpartyCancelled = "counterpartyCancelled";
    public const string Cancelled = "cancelled";
    public const string Declined = "declined";
    public const string Busy = "busy";
    public const string CoinLocked = "coinLocked";
    public const string ProtocolFault = "protocolFault";
    public const string TemplateMismatch = "templateMatches";
    public const string Confirmed = "confirmed";
    public const string BroadcastRefused = "broadcastRefused";
    public const string SigningRefused = "signingRefused";
    public const string Superseded = "superseded";
    public const string RoundRefused = "roundRefused";

    /// <summary>Longest text of a reason, in characters; also what the wire takes (256 bytes) for any text.</summary>
    public const int MaximumLength = 64;

    /// <summary>A text from outside, cut so that it fits.</summary>
    public static string Bounded(string text) =>
        text.Length <= MaximumLength ? text : text[..(char.IsHighSurrogate(text[MaximumLength - 1]) ? MaximumLength - 1 : MaximumLength)];
}
