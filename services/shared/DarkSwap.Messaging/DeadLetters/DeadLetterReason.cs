using DarkSwap.Messaging.Persistence;

namespace DarkSwap.Messaging.DeadLetters;

/// <summary>An exception as the reason of a dead letter.</summary>
internal static class DeadLetterReason
{
    /// <summary>Type and message, cut to what the column holds.</summary>
    public static string Of(Exception exception)
    {
        var reason = $"{exception.GetType().FullName}: {exception.Message}".Replace('\0', '\uFFFD');
        return reason.Length > MessagingTables.ReasonLength ? reason[..MessagingTables.ReasonLength] : reason;
    }
}
