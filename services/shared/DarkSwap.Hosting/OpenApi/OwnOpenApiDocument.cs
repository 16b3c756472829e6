using System.Text;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>The description of what this process itself serves. It cannot change while the process runs, so it is made once.</summary>
public sealed class OwnOpenApiDocument(ISwaggerProvider provider) : IOpenApiDocument, IDisposable
{
    private readonly SemaphoreSlim exclusive = new(1);
    private byte[]? made;

    public async ValueTask<ReadOnlyMemory<byte>> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref made) is { } known)
        {
            return known;
        }

        await exclusive.WaitAsync(cancellationToken);
        try
        {
            return made ??= Encoding.UTF8.GetBytes(await provider.GetSwagger("v1").SerializeAsJsonAsync(OpenApiDocuments.Version, cancellationToken));
        }
        finally
        {
            exclusive.Release();
        }
    }

    public void Dispose() => exclusive.Dispose();
}
