namespace DarkSwap.Cryptography.Keys;

/// <summary>A secret that signs; disposing zeroes it.</summary>
internal interface IPrivateKeyAlgorithm : IDisposable
{
    PublicKey PublicKey { get; }

    /// <summary>Bytes of the libp2p Data field.</summary>
    int DataLength { get; }

    void WriteData(Span<byte> destination);

    byte[] Sign(ReadOnlySpan<byte> message);
}
