using System.Text.Json;
using System.Text.Json.Nodes;
using DarkSwap.Hosting.OpenApi;

namespace DarkSwap.Gateway.OpenApi;

/// <summary>The gateway's own document and the services' as one, kept for a minute, or for seconds while a service is away.</summary>
internal sealed class MergedOpenApiDocument(OwnOpenApiDocument own, ServiceDocuments services, TimeProvider timeProvider) : IOpenApiDocument, IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeptWhileIncomplete = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim exclusive = new(1);
    private Merged? current;

    public async ValueTask<ReadOnlyMemory<byte>> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref current) is { } kept && timeProvider.GetUtcNow() < kept.Until)
        {
            return kept.Json;
        }

        await exclusive.WaitAsync(cancellationToken);
        try
        {
            if (current is not { } other || timeProvider.GetUtcNow() >= other.Until)
            {
                Volatile.Write(ref current, await MergeAsync(cancellationToken));
            }

            return current!.Json;
        }
        finally
        {
            exclusive.Release();
        }
    }

    public void Dispose() => exclusive.Dispose();

    private async Task<Merged> MergeAsync(CancellationToken cancellationToken)
    {
        var mine = JsonNode.Parse((await own.GetAsync(cancellationToken)).Span)!.AsObject();
        var (parts, areAllFresh) = await services.GetAsync(cancellationToken);
        var whole = OpenApiMerge.Join([mine, .. parts]);
        return new Merged(JsonSerializer.SerializeToUtf8Bytes(whole, Indented), timeProvider.GetUtcNow() + (areAllFresh ? Kept : KeptWhileIncomplete));
    }

    private sealed record Merged(byte[] Json, DateTimeOffset Until);
}
