namespace DarkSwap.Psbt.Watching;

/// <summary>What it takes to change what is watched.</summary>
public sealed record WatchParts(WatchGate Gate, WatchSignal Signal, TransactionWatcher Watcher);
