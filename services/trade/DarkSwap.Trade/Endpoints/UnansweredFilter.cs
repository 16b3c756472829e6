using DarkSwap.Hosting.Problems;
using MassTransit;

namespace DarkSwap.Trade.Endpoints;

/// <summary>A question to another service that got no answer, or failed there, is a request to try again: nothing has happened.</summary>
internal sealed partial class UnansweredFilter(ILogger<UnansweredFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RequestException exception)
        {
            LogUnanswered(exception, context.HttpContext.GetEndpoint()?.DisplayName ?? "no endpoint");
            return ProblemResults.Unavailable("service-unavailable", "A part of this node does not answer now");
        }
    }

    [LoggerMessage(EventId = 2440, Level = LogLevel.Warning, Message = "No answer for {Endpoint}")]
    private partial void LogUnanswered(Exception exception, string endpoint);
}
