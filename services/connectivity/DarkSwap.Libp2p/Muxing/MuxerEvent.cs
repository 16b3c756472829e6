namespace DarkSwap.Libp2p.Muxing;

/// <param name="Reason">Why, for <see cref="MuxerEventKind.Fault"/> and <see cref="MuxerEventKind.RemoteGoAway"/>.</param>
internal readonly record struct MuxerEvent(MuxerEventKind Kind, MuxerStreamState? Stream = null, TimeSpan RoundTrip = default, string? Reason = null);
