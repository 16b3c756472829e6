namespace DarkSwap.Messaging.Unsafe;

/// <summary>
/// Switches that take away what keeps messages from being lost or applied twice. They exist for one purpose: a test that kills processes has to fail with
/// one of them on, or it proves nothing.
/// </summary>
public sealed class UnsafeOptions
{
    /// <summary>Environment variable DARKSWAP_UNSAFE_WITHOUT_OUTBOX.</summary>
    public const string WithoutOutboxKey = "unsafe_without_outbox";

    /// <summary>Environment variable DARKSWAP_UNSAFE_WITHOUT_INBOX.</summary>
    public const string WithoutInboxKey = "unsafe_without_inbox";

    /// <summary>Messages are sent after the commit from memory; a process that dies in between sends nothing.</summary>
    public bool WithoutOutbox { get; set; }

    /// <summary>Consumers claim no messages; one that comes twice is applied twice.</summary>
    public bool WithoutInbox { get; set; }
}
