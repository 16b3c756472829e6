using System.Text.Json.Serialization;
using DarkSwap.Hosting;
using DarkSwap.Hosting.Json;
using DarkSwap.Hosting.Problems;
using DarkSwap.Hosting.Security;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Shared.Tests.Hosting.Samples;

/// <summary>Endpoints that give a host's answers to good and bad input something to be about.</summary>
public sealed class WebModule : IServiceModule
{
    public static string Name => "web";

    public static void AddServices(IHostApplicationBuilder builder)
    {
    }

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var things = endpoints.MapGroup("/things");
        things.MapPost(string.Empty, (Thing thing) => TypedResults.Ok(thing)).RequireAuthorization(AccessPolicies.OrdersWrite);
        things.MapGet(string.Empty, (int limit) => TypedResults.Ok(limit)).AllowAnonymous();
        things.MapGet("/{id:guid}", Ok<Guid> (Guid id) => TypedResults.Ok(id)).AllowAnonymous();
        things.MapDelete("/{id:guid}", ProblemHttpResult (Guid id) => ProblemResults.Conflict("thing-in-use", "The thing is in use", $"{id}")).AllowAnonymous();
        things.MapGet("/fault", Ok () => throw new InvalidOperationException("the secret inside")).AllowAnonymous();
        things.MapGet("/outage", Ok () => throw new RetryLimitExceededException("the server at 10.0.0.1 is away", new TimeoutException())).AllowAnonymous();
        things.MapGet("/many", Ok<string[]> (int count) => TypedResults.Ok(Enumerable.Range(0, count).Select(number => $"thing {number}").ToArray())).AllowAnonymous();
        things.MapGet("/broken", Ok<IEnumerable<int>> () => TypedResults.Ok(Enumerable.Range(0, 20_000).Select(number => 1 / (19_999 - number)))).AllowAnonymous();
        things.MapPut("/large", async ([FromBody] Thing thing) => await Task.FromResult(TypedResults.Ok(thing)))
            .WithMetadata(new RequestSizeLimitAttribute(400 * 1024)).AllowAnonymous();
    }

    public sealed record Thing
    {
        public required string Name { get; init; }

        public required UInt128 Amount { get; init; }

        [JsonConverter(typeof(DecimalStringInt64Converter))]
        public required long Satoshis { get; init; }

        public required Colour Colour { get; init; }

        public DateTimeOffset? ExpiresAt { get; init; }

        public Inner? Inner { get; init; }
    }

    public sealed record Inner
    {
        public required int Height { get; init; }
    }

    public enum Colour
    {
        Red,
        DarkBlue,
    }
}
