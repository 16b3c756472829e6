using DarkSwap.Psbt.Watching;

namespace DarkSwap.Psbt.Coins;

/// <summary>Wakes the look-up of earlier coins when an address was registered.</summary>
public sealed class BackfillSignal : WakeSignal;
