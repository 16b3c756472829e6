using DarkSwap.Gateway.Telemetry;
using DarkSwap.Hosting.Node;
using DarkSwap.Hosting.Security;
using Microsoft.AspNetCore.Authentication;

namespace DarkSwap.Gateway.RateLimits;

/// <summary>Stands between authentication and authorization: every request counts against its caller's limit, refused ones too.</summary>
internal sealed class RequestLimit(CallerLimits limits, GatewayMetrics metrics) : IWebPart
{
    private static readonly TimeSpan StreamRetry = TimeSpan.FromSeconds(10);

    public WebPlace Place => WebPlace.Authenticated;

    public void Use(IApplicationBuilder application) => application.Use(LimitAsync);

    private Task LimitAsync(HttpContext context, RequestDelegate next) =>
        OperationClasses.Of(context.Request) is not { } operation ? next(context)
        : context.Request.Headers.Authorization.Count > 0 && context.User.Identity is not { IsAuthenticated: true } ? FailAsync(context, next, operation)
        : TakeAsync(context, next, operation);

    /// <summary>A credential that could not be looked at, because keys are away, is nobody's fault.</summary>
    private async Task FailAsync(HttpContext context, RequestDelegate next, OperationClass operation)
    {
        if ((await context.AuthenticateAsync()).Failure is not KeysUnavailableException)
        {
            limits.Fail(CallerSource.OfAddress(context));
        }

        await TakeAsync(context, next, operation);
    }

    private Task TakeAsync(HttpContext context, RequestDelegate next, OperationClass operation)
    {
        var source = CallerSource.Of(context, out var isOwn);
        var (rate, decision) = limits.Take(operation, source, isOwn);
        if (!decision.IsAllowed)
        {
            metrics.RequestLimited(operation);
            return RateLimitRefusal.WriteAsync(context, rate, decision, $"More than {rate.Burst} requests of this kind at once, or {rate.PerSecond:0} a second for long");
        }

        context.Features.Set(new RateLimitAnswer(rate.Burst, decision));
        return operation == OperationClass.Stream ? FollowAsync(context, next, source, rate) : next(context);
    }

    private async Task FollowAsync(HttpContext context, RequestDelegate next, ulong source, Rate rate)
    {
        if (!limits.OpenStreams.TryEnter(source))
        {
            metrics.RequestLimited(OperationClass.Stream);
            await RateLimitRefusal.WriteAsync(context, rate, new RateDecision(false, 0, StreamRetry, StreamRetry), "Too many streams are open");
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            limits.OpenStreams.Leave(source);
        }
    }
}
