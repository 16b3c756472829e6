using System.Globalization;

namespace DarkSwap.Gateway.Proxy;

/// <summary>What the operations of a route take.</summary>
/// <param name="Name">Name of the key below <c>gateway:timeLimits</c> that sets another time limit, in seconds.</param>
/// <param name="MaximumBodyBytes">The largest request body.</param>
/// <param name="UsualTimeLimit">How long nothing may move between gateway and service: the time that the service has to answer, and for a stream the longest silence.</param>
internal sealed record RouteKind(string Name, long MaximumBodyBytes, TimeSpan UsualTimeLimit)
{
    private const int Kibibyte = 1024;

    public static RouteKind Ordinary { get; } = new("ordinary", 64 * Kibibyte, TimeSpan.FromSeconds(30));

    /// <summary>Signatures of one transaction.</summary>
    public static RouteKind Signing { get; } = new("signing", 600 * Kibibyte, TimeSpan.FromSeconds(60));

    /// <summary>Whole PSBTs, several at a time.</summary>
    public static RouteKind Psbts { get; } = new("psbts", 9 * Kibibyte * Kibibyte, TimeSpan.FromSeconds(60));

    /// <summary>WebSockets, whose ends ping each other.</summary>
    public static RouteKind Stream { get; } = new("stream", 64 * Kibibyte, TimeSpan.FromSeconds(180));

    public TimeSpan TimeLimitIn(IConfiguration configuration) =>
        configuration[$"gateway:timeLimits:{Name}"] is { Length: > 0 } seconds
            ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))
            : UsualTimeLimit;
}
