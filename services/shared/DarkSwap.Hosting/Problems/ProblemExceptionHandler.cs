using System.Data.Common;
using DarkSwap.Hosting.Security;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Hosting.Problems;

/// <summary>The last word on a request that ended with an exception: bad requests say what is wrong, everything else says nothing of the inside.</summary>
public sealed partial class ProblemExceptionHandler(IProblemDetailsService problems, ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var details = exception switch
        {
            BadHttpRequestException bad => OfBadRequest(bad),

            // Kestrel's word for a chunk size beyond 32 bits.
            IOException { InnerException: OverflowException } => new ProblemDetails { Status = StatusCodes.Status400BadRequest, Type = ProblemTypes.BadRequest },
            KeysUnavailableException unavailable => AccessRefusals.Unavailable(httpContext.Response, unavailable),
            _ => OfFault(exception),
        };
        if (details.Status >= StatusCodes.Status500InternalServerError)
        {
            LogFailed(exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName ?? "no endpoint");
        }

        httpContext.Response.StatusCode = details.Status!.Value;
        await problems.WriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = details });
        return true;
    }

    private static ProblemDetails OfBadRequest(BadHttpRequestException exception)
    {
        var errors = RequestFaults.Describe(exception);
        return errors.Count > 0 && exception.StatusCode == StatusCodes.Status400BadRequest
            ? new HttpValidationProblemDetails(errors) { Status = exception.StatusCode, Type = ProblemTypes.Validation, Title = RequestFaults.ValidationTitle }
            : new ProblemDetails { Status = exception.StatusCode, Type = ProblemTypes.OfStatus(exception.StatusCode) };
    }

    private static ProblemDetails OfFault(Exception exception)
    {
        var status = IsOutage(exception) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
        return new ProblemDetails { Status = status, Type = ProblemTypes.OfStatus(status) };
    }

    /// <summary>Something that the service needs is away: the same request may succeed later.</summary>
    private static bool IsOutage(Exception exception) =>
        exception is TimeoutException or MassTransit.RequestTimeoutException or RetryLimitExceededException or DbException { IsTransient: true }
        || exception.InnerException is DbException { IsTransient: true };

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "{Method} at {Endpoint} failed")]
    private partial void LogFailed(Exception exception, string method, string endpoint);
}
