using System.Collections.Frozen;
using System.Globalization;
using System.Security.Claims;
using DarkSwap.Gateway.Events;
using DarkSwap.Hosting.OpenApi;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DarkSwap.Gateway.Endpoints;

/// <summary><c>GET /events</c>.</summary>
internal static class EventEndpoints
{
    private const int MaximumPairLength = 128;
    private const int MaximumTypes = 16;
    private static readonly TimeSpan LongestStream = TimeSpan.FromHours(1);

    public static void MapEventEndpoints(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/events", FollowAsync)
        .WithName("FollowEvents")
        .WithTags("events")
        .WithSummary("Follow orders, trades and peers as server-sent events")
        .WithDescription(
            "Event types: orderOpened, orderChanged, orderClosed (open to all), tradeStateChanged (with events:read: a user's own, or all for who acts for the node), "
            + "peerConnected, peerDisconnected (with events:read, for who acts for the node). A stream ends with its token, at the latest after an hour, and is resumed with another. "
            + "Without Last-Event-ID the stream starts now; with it, it goes on after that event, or is refused with 410 when the log no longer reaches back that far.")
        .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
        .WithMetadata(new DescribesSchemasAttribute(typeof(OrderEventData), typeof(TradeEventData), typeof(PeerEventData)))
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status410Gone)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .AllowAnonymous();

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> FollowAsync(
        [FromQuery] string[]? types,
        [FromQuery] string? pair,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        HttpContext http,
        EventStreams streams,
        EventLogReader reader,
        IHostApplicationLifetime lifetime,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        if (await RefuseInvalidTokenAsync(http))
        {
            return TypedResults.Empty;
        }

        var (filter, refusal) = ReadFilter(types ?? [], pair, Caller.Of(http.User));
        if (refusal is not null)
        {
            return refusal;
        }

        long sequence;
        if (string.IsNullOrEmpty(lastEventId))
        {
            sequence = await reader.GetLastAsync(cancellationToken);
        }
        else if (!long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out sequence))
        {
            return ProblemResults.Invalid("Last-Event-ID", "is the id of an event of this stream");
        }
        else if (!await reader.HoldsAllAfterAsync(sequence, cancellationToken))
        {
            return ProblemResults.Problem(StatusCodes.Status410Gone, "events-expired", "The log no longer holds every event since that one", "Read the state anew and follow without Last-Event-ID.");
        }

        if (!streams.TryEnter())
        {
            http.Response.Headers.RetryAfter = "10";
            return ProblemResults.Unavailable("too-many-streams", "Too many event streams are open");
        }

        try
        {
            using var expiry = new CancellationTokenSource(AllowedFor(http.User, timeProvider.GetUtcNow()), timeProvider);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping, expiry.Token);
            await WriteAsync(http.Response, streams, sequence, filter!, ending.Token);
        }
        finally
        {
            streams.Leave();
        }

        return TypedResults.Empty;
    }

    private static async Task WriteAsync(HttpResponse response, EventStreams streams, long sequence, EventFilter filter, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await streams.WriteAsync(response, sequence, filter, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The reader went away or was too slow, or this process stops: each way the stream is over.
        }
    }

    private static (EventFilter? Filter, ProblemHttpResult? Refusal) ReadFilter(string[] types, string? pair, Caller caller)
    {
        var names = types.SelectMany(type => type.Split(',', MaximumTypes + 1, StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count > MaximumTypes || names.Exists(name => !EventTypes.All.Contains(name)))
        {
            return (null, ProblemResults.Invalid("types", $"are among {string.Join(", ", EventTypes.All.Order(StringComparer.Ordinal))}"));
        }

        if (pair is not null && (pair.Length > MaximumPairLength || pair.Split('/') is not [{ Length: > 0 }, { Length: > 0 }]))
        {
            return (null, ProblemResults.Invalid("pair", "is a pair such as RUNE:840000:3/BTC"));
        }

        var allowed = AllowedTo(caller);
        if (names.Exists(name => !allowed.Contains(name)))
        {
            return (null, caller.Subject is null
                ? ProblemResults.Problem(StatusCodes.Status401Unauthorized, "unauthorized", "Trades and peers are followed with a token")
                : ProblemResults.Problem(StatusCodes.Status403Forbidden, "forbidden", "The token does not allow to follow these events"));
        }

        return (new EventFilter(names.Count > 0 ? names : [.. allowed], caller.User, pair), null);
    }

    private static FrozenSet<string> AllowedTo(Caller caller) =>
        !caller.Has(AccessPolicies.EventsRead) ? EventTypes.Open : caller.ActsForNode ? EventTypes.All : EventTypes.OfUsers;

    /// <summary>Whoever sends a token wants more than the open events, and should hear that it is not valid.</summary>
    private static async Task<bool> RefuseInvalidTokenAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization.Count == 0 || http.User.Identity?.IsAuthenticated == true)
        {
            return false;
        }

        await http.ChallengeAsync();
        return true;
    }

    private static TimeSpan AllowedFor(ClaimsPrincipal user, DateTimeOffset now)
    {
        var left = long.TryParse(user.FindFirst("exp")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) - now : LongestStream;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestStream ? left : LongestStream;
    }
}
