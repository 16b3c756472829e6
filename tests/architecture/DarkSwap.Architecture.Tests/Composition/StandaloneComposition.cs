using DarkSwap.Hosting.Node;
using DarkSwap.Standalone;
using DarkSwap.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace DarkSwap.Architecture.Tests.Composition;

/// <summary>The standalone node, composed but not started.</summary>
public sealed class StandaloneComposition : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    public WebApplication Application { get; private set; } = null!;

    public IReadOnlyList<RouteEndpoint> Endpoints { get; private set; } = [];

    public Task InitializeAsync()
    {
        Application = NodeApplication.Build(StandaloneModules.All, new Dictionary<string, string?> { ["data"] = folder.Path, ["api"] = "127.0.0.1:0" });

        // A started host does this by itself; it is what makes the endpoints known to the document.
#pragma warning disable ASP0014
        Application.UseEndpoints(_ => { });
#pragma warning restore ASP0014
        Endpoints = [.. ((IEndpointRouteBuilder)Application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await Application.DisposeAsync();
        folder.Dispose();
    }
}
