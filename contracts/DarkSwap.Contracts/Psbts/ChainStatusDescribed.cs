namespace DarkSwap.Contracts.Psbts;

public sealed record ChainStatusDescribed
{
    /// <summary>The network as signed domains name it, for example <c>regtest:0f9188f1</c>; null until the Bitcoin node was reached once and told enough.</summary>
    public string? Network { get; init; }

    /// <summary>Whether the node answers, and its chain has no name because it is a regtest without a block.</summary>
    public bool IsWithoutBlocks { get; init; }

    public required bool IsReady { get; init; }

    /// <summary>A sentence for people when it is not ready.</summary>
    public string? Detail { get; init; }

    public required int Height { get; init; }

    /// <summary>Whether trades are refused for want of a source of inscriptions or alkanes.</summary>
    public required bool IsAssetSourceMissing { get; init; }
}
