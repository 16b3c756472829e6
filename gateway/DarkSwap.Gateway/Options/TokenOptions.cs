using System.ComponentModel.DataAnnotations;

namespace DarkSwap.Gateway.Options;

/// <summary>Lifetimes and bounds of what the gateway issues.</summary>
public sealed class TokenOptions
{
    public const string Section = "Tokens";

    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A refresh token that is not used for this long is worth nothing.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00")]
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>After this time somebody proves the key anew, however often tokens were refreshed.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Sessions that one key may have; the oldest makes room for a new one.</summary>
    [Range(1, 1000)]
    public int MaximumSessionsPerUser { get; set; } = 16;

    [Range(typeof(TimeSpan), "00:00:05", "00:05:00")]
    public TimeSpan ChallengeLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Challenges open at a time; the oldest makes room for a new one.</summary>
    [Range(10, 1_000_000)]
    public int MaximumChallenges { get; set; } = 10_000;

    [Range(1, 100_000)]
    public int MaximumApiKeys { get; set; } = 1_000;

    /// <summary>How long a key signs tokens before the next one does.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan SigningKeyPeriod { get; set; } = TimeSpan.FromDays(30);

    /// <summary>A file with at least 32 bytes that encrypts the private keys in the database. Gateways that share a database share it; default: one of this process's own in its data folder.</summary>
    public string? KeyEncryptionFile { get; set; }
}
