using System.ComponentModel.DataAnnotations;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>Bounds of one peer's outgoing messages.</summary>
public sealed class OutgoingQueueOptions
{
    /// <summary>How long a small message may wait for company, in milliseconds.</summary>
    [Range(0, 1_000)]
    public int BatchDelayMilliseconds { get; set; } = 2;

    /// <summary>Size at which a batch leaves at once, in bytes.</summary>
    [Range(1, 1 << 20)]
    public int BatchBytes { get; set; } = 16 * 1024;

    /// <summary>Most messages that may wait in each class.</summary>
    [Range(1, 1 << 20)]
    public int MaximumQueuedMessages { get; set; } = 4_096;

    /// <summary>Most bytes that may wait in each class.</summary>
    [Range(1 << 16, 1 << 30)]
    public int MaximumQueuedBytes { get; set; } = 8 * 1024 * 1024;
}
