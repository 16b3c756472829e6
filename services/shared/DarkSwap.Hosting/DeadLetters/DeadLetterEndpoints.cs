using DarkSwap.Hosting.OpenApi;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using DarkSwap.Messaging.DeadLetters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Hosting.DeadLetters;

/// <summary><c>/dead-letters/{service}</c>: what this process's services could not take. One set of paths for all of them.</summary>
internal static class DeadLetterEndpoints
{
    public const int MaximumReplays = 100;

    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1_000;
    private const string NoService = "No such service here";
    private const string NoLetter = "No such dead letter";

    public static void MapDeadLetters(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<DeadLetterReplay>() is null)
        {
            // A process without a database has no outbox and takes no messages.
            return;
        }

        var letters = endpoints.MapGroup("/dead-letters/{service}").WithTags("dead-letters").RequireAuthorization(AccessPolicies.Administration);
        letters.MapGet("/", ListAsync).WithName("ListDeadLetters").WithSummary("Messages that a service could not take, newest first").ProducesProblem(StatusCodes.Status404NotFound);
        letters.MapGet("/{eventId:guid}/{recipient}", GetAsync).WithName("GetDeadLetter").WithSummary("One of them, with its body").ProducesProblem(StatusCodes.Status404NotFound);
        letters.MapPost("/replays", ReplayAsync).WithName("ReplayDeadLetters").WithSummary("Delivers dead letters again, each to the recipient that could not take it").ProducesProblem(StatusCodes.Status404NotFound);
        letters.MapDelete("/{eventId:guid}/{recipient}", DropAsync).WithName("DropDeadLetter").WithSummary("Gives a dead letter up for good").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<DeadLetterPage>, ProblemHttpResult>> ListAsync(
        string service,
        [DescribedAs(typeof(int), Minimum = 1, Maximum = MaximumLimit)] string? limit,
        string? cursor,
        IEnumerable<IDeadLetterStore> stores,
        CancellationToken cancellationToken)
    {
        var count = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, out count) || count is < 1 or > MaximumLimit))
        {
            return ProblemResults.Invalid("limit", $"is a number from 1 to {MaximumLimit}");
        }

        DeadLetterPosition after = default;
        if (cursor is not null && !DeadLetterCursor.TryRead(cursor, out after))
        {
            return ProblemResults.Invalid("cursor", "is none that a page has given");
        }

        if (Find(stores, service) is not { } store)
        {
            return ProblemResults.NotFound(NoService);
        }

        var letters = await store.ListAsync(count + 1, cursor is null ? null : after, cancellationToken);
        return TypedResults.Ok(new DeadLetterPage
        {
            Items = [.. letters.Take(count).Select(letter => DeadLetterResponse.Of(letter, withBody: false))],
            Cursor = letters.Count > count && letters[count - 1] is var last ? DeadLetterCursor.Write(new(last.DeadAt, new(last.EventId, last.Recipient))) : null,
        });
    }

    private static async Task<Results<Ok<DeadLetterResponse>, ProblemHttpResult>> GetAsync(
        string service, Guid eventId, string recipient, IEnumerable<IDeadLetterStore> stores, CancellationToken cancellationToken)
    {
        if (Find(stores, service) is not { } store)
        {
            return ProblemResults.NotFound(NoService);
        }

        return IsName(recipient) && await store.FindAsync(new(eventId, recipient), cancellationToken) is { } letter
            ? TypedResults.Ok(DeadLetterResponse.Of(letter, withBody: true))
            : ProblemResults.NotFound(NoLetter);
    }

    private static async Task<Results<Ok<ReplayResponse>, ProblemHttpResult>> ReplayAsync(
        string service, ReplayRequest request, IEnumerable<IDeadLetterStore> stores, DeadLetterReplay replay, CancellationToken cancellationToken)
    {
        if (request.Letters.Count is 0 or > MaximumReplays)
        {
            return ProblemResults.Invalid("letters", $"are from 1 to {MaximumReplays}");
        }

        if (request.Letters.Any(name => !IsName(name.Recipient)))
        {
            return ProblemResults.Invalid("letters", "each name a recipient of at most 256 characters");
        }

        if (Find(stores, service) is not { } store)
        {
            return ProblemResults.NotFound(NoService);
        }

        // Ids of messages begin with the time at which they were made.
        var results = new Dictionary<DeadLetterKey, ReplayResult>();
        foreach (var key in request.Letters.Select(name => new DeadLetterKey(name.EventId, name.Recipient)).Distinct().OrderBy(key => key.EventId.ToString("N"), StringComparer.Ordinal))
        {
            results[key] = await replay.ReplayAsync(store, key, cancellationToken);
        }

        return TypedResults.Ok(new ReplayResponse { Results = [.. request.Letters.Select(name => Describe(name, results[new(name.EventId, name.Recipient)]))] });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DropAsync(
        string service, Guid eventId, string recipient, IEnumerable<IDeadLetterStore> stores, CancellationToken cancellationToken)
    {
        if (Find(stores, service) is not { } store)
        {
            return ProblemResults.NotFound(NoService);
        }

        return IsName(recipient) && await store.RemoveAsync(new(eventId, recipient), deadAt: null, cancellationToken) ? TypedResults.NoContent() : ProblemResults.NotFound(NoLetter);
    }

    private static ReplayedLetterResponse Describe(DeadLetterName name, ReplayResult result) =>
        new() { EventId = name.EventId, Recipient = name.Recipient, Outcome = result.Outcome, Reason = result.Reason };

    private static IDeadLetterStore? Find(IEnumerable<IDeadLetterStore> stores, string service) => stores.FirstOrDefault(store => store.Service == service);

    private static bool IsName(string recipient) => recipient.Length is > 0 and <= 256 && !recipient.Contains('\0');
}
