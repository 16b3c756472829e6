using System.Globalization;

namespace DarkSwap.Gateway.RateLimits;

/// <summary>
/// The limits: <c>gateway:rateLimits:&lt;class&gt;:perSecond</c> and <c>…:burst</c>. The defaults are several times what a front end does that is used as fast as a person can.
/// </summary>
internal sealed record RateLimitSettings
{
    public const string Section = "gateway:rateLimits";

    private const int DefaultPlaces = 32768;
    private const int DefaultOpenStreams = 32;
    private const int DefaultOwnFactor = 10;

    public bool IsEnabled { get; private init; }

    public required IReadOnlyDictionary<OperationClass, Rate> Rates { get; init; }

    /// <summary>Requests with a credential that is none, of one address: whoever guesses is stopped before the next guess is looked at.</summary>
    public required Rate Failures { get; init; }

    /// <summary>Streams of one source at the same time.</summary>
    public int MaximumOpenStreams { get; private init; }

    /// <summary>The operator and the node's API keys may do this many times as much.</summary>
    public int OwnFactor { get; private init; }

    /// <summary>Places of each table, 16 bytes each.</summary>
    public int Places { get; private init; }

    public static RateLimitSettings Of(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return new RateLimitSettings
        {
            IsEnabled = !string.Equals(section["enabled"], bool.FalseString, StringComparison.OrdinalIgnoreCase),
            Rates = new Dictionary<OperationClass, Rate>
            {
                [OperationClass.Read] = RateOf(section, "read", new Rate(100, 1000)),
                [OperationClass.Write] = RateOf(section, "write", new Rate(20, 200)),
                [OperationClass.Expensive] = RateOf(section, "expensive", new Rate(10, 100)),
                [OperationClass.Authentication] = RateOf(section, "authentication", new Rate(2, 120)),
                [OperationClass.Stream] = RateOf(section, "stream", new Rate(1, 60)),
            },
            Failures = RateOf(section, "failures", new Rate(1, 60)),
            MaximumOpenStreams = Number(section, "openStreams", DefaultOpenStreams),
            OwnFactor = Number(section, "ownFactor", DefaultOwnFactor),
            Places = Number(section, "places", DefaultPlaces),
        };
    }

    private static Rate RateOf(IConfiguration section, string name, Rate usual) => new(Number(section, $"{name}:perSecond", (int)usual.PerSecond), Number(section, $"{name}:burst", usual.Burst));

    private static int Number(IConfiguration section, string key, int usual) => section[key] is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
