using DarkSwap.Gateway.Authentication;
using DarkSwap.Hosting.Node;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Gateway.Endpoints;

/// <summary><c>/auth/api-keys</c>.</summary>
internal static class ApiKeyEndpoints
{
    private const int MaximumNameLength = 100;

    public static void MapApiKeyEndpoints(this RouteGroupBuilder authentication)
    {
        authentication.MapGet("/api-keys", ListApiKeysAsync).RequireAuthorization(AccessPolicies.Administration)
            .WithName("ListApiKeys").WithSummary("API keys without their secrets, oldest first");
        authentication.MapPost("/api-keys", CreateApiKeyAsync).RequireAuthorization(AccessPolicies.Administration)
            .WithName("CreateApiKey").WithSummary("Makes an API key; its secret is told this once")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        authentication.MapDelete("/api-keys/{keyId}", RevokeApiKeyAsync).RequireAuthorization(AccessPolicies.Administration)
            .WithName("RevokeApiKey").WithSummary("Revokes an API key at once")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ApiKeyListResponse>> ListApiKeysAsync(ApiKeys apiKeys, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ApiKeyListResponse { Items = [.. (await apiKeys.ListAsync(cancellationToken)).Select(ApiKeyResponse.Of)] });

    private static async Task<Results<Created<CreatedApiKeyResponse>, ProblemHttpResult>> CreateApiKeyAsync(
        ApiKeyRequest request, ApiKeys apiKeys, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (Check(request, timeProvider.GetUtcNow()) is { Count: > 0 } errors)
        {
            return ProblemResults.Invalid(errors);
        }

        if (await apiKeys.CreateAsync(request.Name, request.Scopes, request.ExpiresAt, cancellationToken) is not var (row, key))
        {
            return ProblemResults.Conflict("too-many-api-keys", "There are too many API keys", "Revoke some that are not needed.");
        }

        return TypedResults.Created($"{NodeApplication.BasePath}/auth/api-keys/{row.KeyId}", new CreatedApiKeyResponse { Key = key, ApiKey = ApiKeyResponse.Of(row) });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeApiKeyAsync(string keyId, ApiKeys apiKeys, CancellationToken cancellationToken) =>
        keyId.Length == ApiKeys.KeyIdLength && await apiKeys.RevokeAsync(keyId, cancellationToken)
            ? TypedResults.NoContent()
            : ProblemResults.NotFound("There is no such API key");

    private static Dictionary<string, string[]> Check(ApiKeyRequest request, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>();
        if (request.Name.Length is 0 or > MaximumNameLength || request.Name.Any(char.IsControl))
        {
            errors["name"] = [$"has 1 to {MaximumNameLength} characters, none of them control characters"];
        }

        if (request.Scopes.Count == 0 || request.Scopes.Count > AccessPolicies.All.Count || request.Scopes.Distinct(StringComparer.Ordinal).Count() != request.Scopes.Count
            || request.Scopes.Any(scope => !AccessPolicies.All.Contains(scope)))
        {
            errors["scopes"] = [$"are some of {string.Join(", ", AccessPolicies.All)}, each once"];
        }

        if (request.ExpiresAt <= now)
        {
            errors["expiresAt"] = ["is in the future"];
        }

        return errors;
    }
}
