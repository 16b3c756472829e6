using System.Globalization;

namespace DarkSwap.Gateway.RateLimits;

/// <summary>
/// Where a caller stands, said on every answer: the limit, what is left of it and after how many seconds it is whole again
/// (draft-ietf-httpapi-ratelimit-headers-06 §5; later drafts put the same into one structured field that few clients read).
/// </summary>
internal sealed class RateLimitAnswer(int limit, RateDecision decision)
{
    private const int Cached = 4096;

    private static readonly string[] Texts = [.. Enumerable.Range(0, Cached).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    public void Write(IHeaderDictionary headers)
    {
        headers["RateLimit-Limit"] = TextOf(limit);
        headers["RateLimit-Remaining"] = TextOf(decision.Remaining);
        headers["RateLimit-Reset"] = SecondsOf(decision.FullAfter);
    }

    public static string SecondsOf(TimeSpan time) => TextOf((int)Math.Ceiling(time.TotalSeconds));

    private static string TextOf(int number) => number is >= 0 and < Cached ? Texts[number] : number.ToString(CultureInfo.InvariantCulture);
}
