using DarkSwap.Hosting.Node;

namespace DarkSwap.Gateway.RateLimits;

/// <summary>Stands before authentication: an address that presented too many credentials that were none waits before the next is looked at.</summary>
internal sealed class FailureLimit(CallerLimits limits) : IWebPart
{
    public WebPlace Place => WebPlace.Routed;

    public void Use(IApplicationBuilder application) => application.Use((context, next) =>
    {
        if (context.Request.Headers.Authorization.Count == 0 || OperationClasses.Of(context.Request) is null)
        {
            return next(context);
        }

        var (rate, decision) = limits.LookAtFailures(CallerSource.OfAddress(context));
        return decision.IsAllowed ? next(context) : RateLimitRefusal.WriteAsync(context, rate, decision, "Too many credentials from this address were not valid");
    });
}
