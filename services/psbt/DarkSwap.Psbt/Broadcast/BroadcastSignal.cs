using DarkSwap.Psbt.Watching;

namespace DarkSwap.Psbt.Broadcast;

/// <summary>Wakes the broadcaster when a transaction was stored for it.</summary>
public sealed class BroadcastSignal : WakeSignal;
