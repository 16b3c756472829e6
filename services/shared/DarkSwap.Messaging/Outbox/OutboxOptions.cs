using System.ComponentModel.DataAnnotations;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Bounds and times of a service's outbox dispatcher.</summary>
public sealed class OutboxOptions
{
    public const string Section = "Outbox";

    /// <summary>Aggregates served at the same time. On SQLite the default is 4.</summary>
    [Range(1, 256)]
    public int MaximumConcurrentQueues { get; set; } = 32;

    /// <summary>Messages taken from one queue under one lease.</summary>
    [Range(1, 1024)]
    public int MaximumMessagesPerLease { get; set; } = 256;

    /// <summary>Text of messages, in characters, that is taken from all queues together under one lease.</summary>
    [Range(65_536, 1_073_741_824)]
    public int MaximumCharactersPerLease { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long a queue stays with a dispatcher that died. Half of it may be spent starting deliveries.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest that one recipient may take over one message; below half of <see cref="LeaseDuration"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan DeliveryTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often to look without having been woken.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Longest time from one lease that had something to the next, under full load: many commits are delivered together then, at a fraction of the cost. What comes
    /// after a pause leaves at once. Zero: never waits.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan GatheringTime { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Tries before a recipient's copy becomes a dead letter.</summary>
    [Range(1, 100)]
    public int MaximumAttempts { get; set; } = 10;

    /// <summary>Wait after the first failed try; three times as long with each further one, so that ten tries span more than ten minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromMilliseconds(100);

    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan MaximumBackOff { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Claims older than this are forgotten; a message that comes later would be applied again unless a business key stops it.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan InboxRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Set where no other process can share the database: a queue leased by a process that died is free at the next start.</summary>
    public bool ReclaimLeasesAtStart { get; set; }

    public TimeSpan BackOffAfter(int attempts) => BackOff.After(attempts, FirstBackOff, MaximumBackOff);
}
