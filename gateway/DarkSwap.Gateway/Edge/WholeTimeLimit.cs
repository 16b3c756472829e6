using System.IO.Pipelines;
using DarkSwap.Gateway.RateLimits;
using DarkSwap.Hosting.Node;
using DarkSwap.Hosting.Problems;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace DarkSwap.Gateway.Edge;

/// <summary>
/// Bounds what a request takes from its first byte to the last of its answer, however busily either side trickles. Event streams and WebSockets are meant to last. What runs under
/// an <c>Idempotency-Key</c> is carried to its end once its body is there; whoever is silent over it is bounded elsewhere.
/// </summary>
internal sealed class WholeTimeLimit(EdgeSettings settings, TimeProvider timeProvider) : IWebPart
{
    public WebPlace Place => WebPlace.Entrance;

    public void Use(IApplicationBuilder application) => application.Use((context, next) =>
        OperationClasses.Of(context.Request) == OperationClass.Stream ? next(context) : LimitAsync(context, next));

    private async Task LimitAsync(HttpContext context, RequestDelegate next)
    {
        var caller = context.RequestAborted;
        using var limit = new CancellationTokenSource(settings.RequestTime, timeProvider);
        using var registration = caller.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), limit);
        context.RequestAborted = limit.Token;
        await using var reading = CancelReading(context.Request, limit.Token);
        var isBrokenOff = false;
        try
        {
            await next(context);
            isBrokenOff = limit.IsCancellationRequested && context.Features.Get<IForwarderErrorFeature>() is not null;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            isBrokenOff = true;
        }
        finally
        {
            context.RequestAborted = caller;
        }

        if (isBrokenOff && !caller.IsCancellationRequested)
        {
            await RefuseAsync(context);
        }
    }

    /// <summary>Whoever reads a JSON body does so without a token.</summary>
    private static CancellationTokenRegistration CancelReading(HttpRequest request, CancellationToken limit) =>
        request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
            ? limit.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), request.BodyReader)
            : default;

    private Task RefuseAsync(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.Clear();
        if (HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return ProblemResults.Problem(
            StatusCodes.Status504GatewayTimeout, "gateway-timeout", "Gateway Timeout", $"The request was not over after {settings.RequestTime.TotalSeconds:0} seconds; whether it took effect is not known.").ExecuteAsync(context);
    }
}
