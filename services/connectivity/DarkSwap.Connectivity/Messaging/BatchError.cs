namespace DarkSwap.Connectivity.Messaging;

/// <summary>Why a batch from a peer is refused.</summary>
public enum BatchError
{
    /// <summary>Not a protobuf Batch.</summary>
    Malformed,

    /// <summary>A version other than 1.</summary>
    UnknownVersion,

    /// <summary>A compression that is not known, or both forms at once.</summary>
    UnknownCompression,

    /// <summary>More than 4 MiB, 4,096 messages or 32,768 fields, unpacked.</summary>
    TooLarge,

    /// <summary>An envelope whose id is not 16 bytes.</summary>
    InvalidEnvelopeId,
}
