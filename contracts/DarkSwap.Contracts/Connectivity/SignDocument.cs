namespace DarkSwap.Contracts.Connectivity;

/// <summary>Request: sign a payload with the node's identity key in a libp2p signed envelope. Answer: <see cref="DocumentSigned"/> or <see cref="SigningRefused"/>.</summary>
public sealed record SignDocument
{
    /// <summary>One of the domains of DarkSwap, for example <c>darkswap-order-v1:regtest:0f9188f1</c>.</summary>
    public required string Domain { get; init; }

    public required byte[] PayloadType { get; init; }
    public required byte[] Payload { get; init; }
}
