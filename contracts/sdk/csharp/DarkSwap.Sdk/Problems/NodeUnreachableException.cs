namespace DarkSwap.Sdk.Problems;

/// <summary>Nothing answered at the node's address, also after the tries that the options allow.</summary>
public sealed class NodeUnreachableException(Uri address, Exception innerException) : Exception($"{address} cannot be reached: {innerException.Message}", innerException)
{
    public Uri Address { get; } = address;
}
