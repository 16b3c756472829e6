namespace DarkSwap.Hosting.OpenApi;

/// <summary>What is served as the API's description.</summary>
public interface IOpenApiDocument
{
    /// <summary>JSON in UTF-8.</summary>
    ValueTask<ReadOnlyMemory<byte>> GetAsync(CancellationToken cancellationToken);
}
