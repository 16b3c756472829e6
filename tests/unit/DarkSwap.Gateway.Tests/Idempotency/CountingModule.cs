using DarkSwap.Hosting;
using DarkSwap.Hosting.Security;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Gateway.Tests.Idempotency;

/// <summary>Creates things and counts them: an idempotency key must not let a repetition count.</summary>
public sealed class CountingModule : IServiceModule
{
    public static string Name => "counting";

    public static void AddServices(IHostApplicationBuilder builder) => builder.Services.AddSingleton<Counter>();

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/things", async (Thing thing, Counter counter) =>
        {
            if (counter.Gate is { } gate)
            {
                counter.Entered.TrySetResult();
                await gate.Task;
            }

            var number = Interlocked.Increment(ref counter.Count);
            return TypedResults.Created($"/api/v1/things/{number}", new Thing { Name = $"{thing.Name} {number}" });
        }).RequireAuthorization(AccessPolicies.OrdersWrite);
        endpoints.MapPost("/faults", IResult (Counter counter) => Interlocked.Increment(ref counter.Count) == 1
            ? throw new InvalidOperationException("the first time fails")
            : TypedResults.Ok()).RequireAuthorization(AccessPolicies.OrdersWrite);
    }

    public sealed class Counter
    {
        public int Count;

        /// <summary>Holds requests up until it is set.</summary>
        public TaskCompletionSource? Gate { get; set; }

        /// <summary>Set when a request waits at the gate.</summary>
        public TaskCompletionSource Entered { get; } = new();
    }

    public sealed record Thing
    {
        public required string Name { get; init; }
    }
}
