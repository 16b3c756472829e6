namespace DarkSwap.Libp2p.Perf;

/// <summary>How long it took to send and to receive, each from its first byte on.</summary>
public readonly record struct PerfResult(long BytesSent, TimeSpan UploadTime, long BytesReceived, TimeSpan DownloadTime);
