namespace DarkSwap.Psbt.Watching;

/// <summary>Wakes the looker-back when something new is watched.</summary>
public sealed class WatchSignal : WakeSignal;
