using System.ComponentModel.DataAnnotations;

namespace DarkSwap.Gateway.Options;

/// <summary>How long and how much is remembered of answers to requests with an idempotency key.</summary>
public sealed class IdempotencyOptions
{
    public const string Section = "Idempotency";

    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Answers above this many bytes are not remembered, and their key is free again.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaximumAnswerBytes { get; set; } = 1024 * 1024;
}
