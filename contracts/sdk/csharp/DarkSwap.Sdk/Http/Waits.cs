namespace DarkSwap.Sdk.Http;

/// <summary>How long to wait before the next try when nobody says.</summary>
internal static class Waits
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);

    /// <summary>Doubles with every try up to the options' longest; half of it by chance, so that many clients do not come back at once.</summary>
    public static TimeSpan Of(int attempt, DarkSwapClientOptions options)
    {
        Span<byte> chance = stackalloc byte[1];
        options.RandomSource.Fill(chance);
        var whole = Math.Min(First.Ticks * Math.Pow(2, Math.Min(attempt, 30)), options.MaximumRetryDelay.Ticks);
        return TimeSpan.FromTicks((long)(whole * (0.5 + (chance[0] / 510.0))));
    }
}
