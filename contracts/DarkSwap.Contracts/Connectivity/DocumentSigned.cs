namespace DarkSwap.Contracts.Connectivity;

public sealed record DocumentSigned
{
    /// <summary>Bytes of the signed envelope.</summary>
    public required byte[] Envelope { get; init; }
}
