namespace DarkSwap.Connectivity.Endpoints;

/// <summary>Who this node is.</summary>
/// <param name="PublicKey">In libp2p's protobuf encoding.</param>
/// <param name="Network">The Bitcoin network as signed messages name it, for example <c>regtest:0f9188f1</c>.</param>
/// <param name="Addresses">Multiaddresses at which peers reach it.</param>
public sealed record NetworkIdentityResponse(string PeerId, byte[] PublicKey, string Network, IReadOnlyList<string> Addresses, string Version);
