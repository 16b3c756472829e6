using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Muxing;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>Whom an upgrade may end with.</summary>
/// <param name="ExpectedPeer">Who must answer; null takes anybody.</param>
/// <param name="MayConnect">Asked once the peer has proved its key.</param>
/// <param name="EnterPeer">Counts the connection for the peer that has proved its key; throws when it is not wanted. Called once, before the muxer starts.</param>
internal sealed record UpgradeRules(PeerId? ExpectedPeer, Func<PeerId, bool> MayConnect, Func<PeerId, IMemoryBudget> EnterPeer);
