namespace DarkSwap.Hosting.Security;

/// <summary>Publishes the keys that tokens are signed with. Registered by the gateway's module.</summary>
public interface IKeyPublisher
{
    /// <summary>JSON Web Key Set (RFC 7517 §5) with the member <c>audience</c>.</summary>
    ValueTask<byte[]> GetDocumentAsync(CancellationToken cancellationToken);
}
