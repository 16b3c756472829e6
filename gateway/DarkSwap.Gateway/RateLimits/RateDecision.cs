namespace DarkSwap.Gateway.RateLimits;

/// <summary>What a limit says to one request.</summary>
/// <param name="Remaining">Requests that would be let through right now.</param>
/// <param name="FullAfter">When the whole burst is there again.</param>
/// <param name="RetryAfter">When one request would be let through; zero if this one is.</param>
internal readonly record struct RateDecision(bool IsAllowed, int Remaining, TimeSpan FullAfter, TimeSpan RetryAfter);
