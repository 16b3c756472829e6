using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Cryptography;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Hosting;
using DarkSwap.Hosting.Modules;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Gateway.Tests.Authentication;

/// <summary>A gateway that no audience is configured for: it has to know its node.</summary>
public sealed class NodeAudienceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Without_having_met_its_node_a_gateway_says_that_it_cannot_issue_tokens()
    {
        await using var host = await StartAsync(null);

        using var refused = await host.Anonymous.PostAsJsonAsync("auth/challenges", new { peerId = PeerIdOf(1) });

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("type").GetString().ShouldBe("urn:darkswap:problem:keys-unavailable");
        problem.GetProperty("detail").GetString()!.ShouldContain("peer id");
    }

    [Fact]
    public async Task What_connectivity_told_once_serves_a_start_while_it_is_away()
    {
        await using (var host = await StartAsync(PeerIdOf(1)))
        {
            await RemembersAsync(host, PeerIdOf(1));
        }

        await using var alone = await StartAsync(null);

        (await AudienceAsync(alone)).ShouldBe("darkswap:" + PeerIdOf(1));
    }

    [Fact]
    public async Task What_connectivity_tells_replaces_what_was_remembered()
    {
        await using (var host = await StartAsync(PeerIdOf(1)))
        {
            await RemembersAsync(host, PeerIdOf(1));
        }

        await using (var renamed = await StartAsync(PeerIdOf(2)))
        {
            (await AudienceAsync(renamed)).ShouldBe("darkswap:" + PeerIdOf(2));
            await RemembersAsync(renamed, PeerIdOf(2));
        }

        await using var alone = await StartAsync(null);
        (await AudienceAsync(alone)).ShouldBe("darkswap:" + PeerIdOf(2));
    }

    private static Task RemembersAsync(ModuleTestHost host, string peerId) => Eventually.HoldsAsync(async () =>
        await host.UseAsync<GatewayDbContext, bool>(context => context.KnownNodes.AnyAsync(row => row.PeerId == peerId)));

    private static async Task<string?> AudienceAsync(ModuleTestHost host) =>
        (await host.Anonymous.GetFromJsonAsync<JsonElement>(new Uri(host.BaseAddress, "/.well-known/jwks.json"))).GetProperty("audience").GetString();

    private static string PeerIdOf(byte number) =>
        PeerId.FromPublicKey(PrivateKey.FromSeed(Enumerable.Repeat(number, Ed25519.SeedLength).ToArray()).PublicKey).ToString();

    /// <param name="peerId">What connectivity tells; null if it is away.</param>
    private Task<ModuleTestHost> StartAsync(string? peerId)
    {
        var options = new ModuleTestHostOptions
        {
            DataFolder = folder.Path,
            Settings = { ["authentication:audience"] = string.Empty },
            Configure = builder => builder.Services.AddSingleton(new Told(peerId ?? string.Empty)),
        };
        ModuleRegistration[] modules = peerId is null ? [ModuleRegistration.Of<GatewayModule>()] : [ModuleRegistration.Of<GatewayModule>(), ModuleRegistration.Of<ConnectivityAnswers>()];
        return ModuleTestHost.StartAsync(modules, options, CancellationToken.None);
    }

    private sealed record Told(string PeerId);

    private sealed class ConnectivityAnswers : IServiceModule
    {
        public static string Name => "connectivity";

        public static void AddServices(IHostApplicationBuilder builder)
        {
        }

        public static void AddConsumers(IRegistrationConfigurator registrations) => registrations.AddConsumer<Answer>();

        public static void MapEndpoints(IEndpointRouteBuilder endpoints)
        {
        }
    }

    private sealed class Answer(Told told) : IConsumer<GetNodeIdentity>
    {
        public Task Consume(ConsumeContext<GetNodeIdentity> context) => context.RespondAsync(new NodeIdentityDescribed { PeerId = told.PeerId, PublicKey = [], Addresses = [] });
    }
}
