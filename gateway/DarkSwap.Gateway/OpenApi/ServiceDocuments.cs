using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using DarkSwap.Gateway.Proxy;
using DarkSwap.Hosting.OpenApi;

namespace DarkSwap.Gateway.OpenApi;

/// <summary>What each service says of itself; while it is away, what it said last, or else what the contract says of it. A service speaks for the paths that go to it and no others.</summary>
internal sealed class ServiceDocuments(IConfiguration configuration) : IDisposable
{
    private const int MaximumBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = Patience, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        Timeout = Patience, MaxResponseContentBufferSize = MaximumBytes,
    };

    private readonly ConcurrentDictionary<string, JsonObject> known = new();
    private readonly Lazy<JsonObject> contract = new(ContractDocument.Read);

    /// <summary>One part for each service, and whether each was just heard from the service itself.</summary>
    public async Task<(IReadOnlyList<JsonObject> Parts, bool AreAllFresh)> GetAsync(CancellationToken cancellationToken)
    {
        var fresh = await Task.WhenAll(ServiceRoutes.Services.Select(service => TryFetchAsync(service, cancellationToken)));
        return ([.. ServiceRoutes.Services.Select(service => known.GetValueOrDefault(service) ?? Select(contract.Value, service))], fresh.All(heard => heard));
    }

    public void Dispose() => http.Dispose();

    private static JsonObject Select(JsonObject document, string service) => OpenApiMerge.Select(document, path => ServiceRoutes.FindService(path) == service);

    private async Task<bool> TryFetchAsync(string service, CancellationToken cancellationToken)
    {
        foreach (var address in ServiceAddresses.Of(service, configuration))
        {
            try
            {
                using var document = await http.GetAsync(new Uri(address, OpenApiDocuments.Path), cancellationToken);
                if (document.IsSuccessStatusCode && JsonNode.Parse(await document.Content.ReadAsByteArrayAsync(cancellationToken)) is JsonObject read && read["paths"] is JsonObject { Count: > 0 })
                {
                    known[service] = Select(read, service);
                    return true;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or JsonException or InvalidOperationException
                || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // Away, or no service of ours: its other instances may answer, and what is known of it stays.
            }
        }

        return false;
    }
}
