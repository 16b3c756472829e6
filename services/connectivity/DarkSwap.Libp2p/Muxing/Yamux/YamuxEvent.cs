namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <param name="Reason">Why, for <see cref="YamuxEventKind.Fault"/> and <see cref="YamuxEventKind.RemoteGoAway"/>.</param>
internal readonly record struct YamuxEvent(YamuxEventKind Kind, YamuxCoreStream? Stream = null, TimeSpan RoundTrip = default, string? Reason = null);
