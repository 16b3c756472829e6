namespace DarkSwap.Gateway.RateLimits;

/// <summary>What every source has used of its limits.</summary>
internal sealed class CallerLimits
{
    private readonly RateTable[] tables;
    private readonly Rate[] rates;
    private readonly Rate[] ownRates;
    private readonly RateTable failures;
    private readonly RateLimitSettings settings;

    public CallerLimits(RateLimitSettings settings, TimeProvider timeProvider)
    {
        this.settings = settings;
        var classes = Enum.GetValues<OperationClass>();
        tables = [.. classes.Select(_ => new RateTable(settings.Places, timeProvider))];
        rates = [.. classes.Select(operation => settings.Rates[operation])];
        ownRates = [.. rates.Select(rate => rate.Times(settings.OwnFactor))];
        failures = new RateTable(settings.Places, timeProvider);
        OpenStreams = new OpenCounts<ulong>(settings.MaximumOpenStreams);
    }

    public OpenCounts<ulong> OpenStreams { get; }

    /// <summary>Counts a request.</summary>
    public (Rate Rate, RateDecision Decision) Take(OperationClass operation, ulong source, bool isOwn)
    {
        var rate = (isOwn ? ownRates : rates)[(int)operation];
        return (rate, tables[(int)operation].Take(source, rate));
    }

    /// <summary>Counts a credential that was none.</summary>
    public void Fail(ulong source) => failures.Take(source, settings.Failures);

    /// <summary>Whether another credential of this source may be looked at.</summary>
    public (Rate Rate, RateDecision Decision) LookAtFailures(ulong source) => (settings.Failures, failures.Look(source, settings.Failures));
}
