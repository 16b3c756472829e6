using DarkSwap.Gateway.Idempotency;
using DarkSwap.Gateway.Telemetry;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace DarkSwap.Gateway.Proxy;

/// <summary>What the answer to a request that could not be forwarded tells besides its status; the body is a problem like any other's.</summary>
internal static class ForwardingFailures
{
    private const string RetrySeconds = "2";

    public static async Task TellAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Features.Get<IForwarderErrorFeature>() is not { } failure)
        {
            return;
        }

        var service = context.Features.Get<IReverseProxyFeature>()?.Cluster.Config.ClusterId ?? string.Empty;
        context.RequestServices.GetRequiredService<GatewayMetrics>().ForwardingFailed(service, failure.Error);
        if (!WasNeverSent(failure))
        {
            context.Features.Set<IUnknownOutcome>(new UnknownOutcome());
        }
        else if (!context.Response.HasStarted)
        {
            context.Response.Headers.RetryAfter = RetrySeconds;
        }
    }

    private static bool WasNeverSent(IForwarderErrorFeature failure) =>
        failure.Error is ForwarderError.NoAvailableDestinations
        || failure.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };

    private sealed class UnknownOutcome : IUnknownOutcome;
}
