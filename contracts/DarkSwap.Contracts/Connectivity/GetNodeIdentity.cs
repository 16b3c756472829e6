namespace DarkSwap.Contracts.Connectivity;

/// <summary>Request: who this node is. Answer: <see cref="NodeIdentityDescribed"/>.</summary>
public sealed record GetNodeIdentity;
