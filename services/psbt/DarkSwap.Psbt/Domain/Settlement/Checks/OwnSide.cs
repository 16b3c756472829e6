using System.Collections.Immutable;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>What the side that asks put up itself, from its private settlement data.</summary>
/// <param name="OutPoints">The coins it offered.</param>
/// <param name="Scripts">All scripts that are known to be its own: of its coins, its destinations and whatever it registered.</param>
public sealed record OwnSide(ImmutableHashSet<OutPoint> OutPoints, Script ReceiveScript, Script ChangeScript, ImmutableHashSet<Script> Scripts);
