namespace DarkSwap.Gateway.RateLimits;

/// <summary>How much one source may do.</summary>
/// <param name="PerSecond">For ever.</param>
/// <param name="Burst">At once, by one that was quiet before.</param>
internal sealed record Rate(double PerSecond, int Burst)
{
    public Rate Times(int factor) => new(PerSecond * factor, Burst * factor);
}
