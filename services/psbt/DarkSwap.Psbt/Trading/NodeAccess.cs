using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Coins;

namespace DarkSwap.Psbt.Trading;

/// <summary>The Bitcoin node: its chain, what is known of its state, and how its network writes addresses.</summary>
public sealed record NodeAccess(IChainSource Chain, IChainStatus Status, NodeAddresses Addresses);
