namespace DarkSwap.Sdk.Signing;

/// <summary>What a node gave to be signed is not what was asked for. Nothing was signed.</summary>
public sealed class RefusedToSignException(string reason, IReadOnlyList<string> differences) : Exception($"{reason}: {string.Join("; ", differences)}")
{
    /// <summary>One sentence for each thing that differs.</summary>
    public IReadOnlyList<string> Differences { get; } = differences;
}
