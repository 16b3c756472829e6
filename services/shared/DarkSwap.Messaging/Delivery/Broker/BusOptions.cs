using System.ComponentModel.DataAnnotations;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>Bounds and times of the traffic with the broker.</summary>
public sealed class BusOptions
{
    public const string Section = "Bus";

    /// <summary>Messages that a consumer's queue hands over before any is acknowledged.</summary>
    [Range(1, 1000)]
    public int Prefetch { get; set; } = 64;

    /// <summary>Messages that one consumer works on at the same time, each of another aggregate.</summary>
    [Range(1, 256)]
    public int ConcurrentMessages { get; set; } = 8;

    /// <summary>Questions that one consumer answers at the same time.</summary>
    [Range(1, 256)]
    public int ConcurrentQuestions { get; set; } = 16;

    /// <summary>Longest wait for the broker's confirmation that it has stored a message; below the outbox's delivery timeout.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Tries before a message becomes a dead letter.</summary>
    [Range(1, 100)]
    public int MaximumAttempts { get; set; } = 10;

    /// <summary>Wait after the first failed try; three times as long with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromMilliseconds(100);

    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan MaximumBackOff { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Wait before the next try while the consumer's database is away; such tries do not count.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan DatabaseBackOff { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the broker hands a message to processes that die of it before it gives it up as a dead letter.</summary>
    [Range(1, 1000)]
    public int DeliveryLimit { get; set; } = 20;

    /// <summary>How long a queue whose questions nobody answers stays.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan QuestionQueueExpiry { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a queue may stay without its reader although the broker is there, and no other queue gets its reader back, before the process ends to be started again. Longer than the library needs to reconnect: it waits a minute for an answer and 30 s between two tries.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "01:00:00")]
    public TimeSpan SilencePatience { get; set; } = TimeSpan.FromMinutes(2);

    public TimeSpan BackOffAfter(int attempts) => BackOff.After(attempts, FirstBackOff, MaximumBackOff);
}
