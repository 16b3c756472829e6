namespace DarkSwap.Contracts.Psbts;

/// <summary>Request: which chain the node follows and whether it is level with it. Answer: <see cref="ChainStatusDescribed"/>.</summary>
public sealed record GetChainStatus;
