namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>What was measured between two ends. Processor time is that of both ends together, in microseconds; null: not measured for this stack.</summary>
internal sealed record Figures
{
    /// <summary>Megabytes (10^6 bytes) a second.</summary>
    public double? Upload { get; init; }

    /// <summary>Megabytes (10^6 bytes) a second.</summary>
    public double? Download { get; init; }

    /// <summary>Microseconds for each megabyte sent up.</summary>
    public double? UploadProcessor { get; init; }

    /// <summary>Microseconds for each megabyte sent down.</summary>
    public double? DownloadProcessor { get; init; }

    /// <summary>Bytes that both ends take from the heap for each megabyte, up and down together; null: not told.</summary>
    public double? Allocated { get; init; }

    /// <summary>In microseconds.</summary>
    public double? RoundTripMedian { get; init; }

    /// <summary>In microseconds.</summary>
    public double? RoundTripP99 { get; init; }

    public double? Streams { get; init; }

    public double? StreamProcessor { get; init; }

    public double? Dials { get; init; }

    public double? DialProcessor { get; init; }

    /// <summary>Of the listener's resident memory, in bytes, a connection.</summary>
    public double? IdleBytes { get; init; }

    /// <summary>Each figure is the median of the rounds'.</summary>
    public static Figures MedianOf(IReadOnlyList<Figures> rounds) => new()
    {
        Upload = Median(rounds, figures => figures.Upload),
        Download = Median(rounds, figures => figures.Download),
        UploadProcessor = Median(rounds, figures => figures.UploadProcessor),
        DownloadProcessor = Median(rounds, figures => figures.DownloadProcessor),
        Allocated = Median(rounds, figures => figures.Allocated),
        RoundTripMedian = Median(rounds, figures => figures.RoundTripMedian),
        RoundTripP99 = Median(rounds, figures => figures.RoundTripP99),
        Streams = Median(rounds, figures => figures.Streams),
        StreamProcessor = Median(rounds, figures => figures.StreamProcessor),
        Dials = Median(rounds, figures => figures.Dials),
        DialProcessor = Median(rounds, figures => figures.DialProcessor),
        IdleBytes = Median(rounds, figures => figures.IdleBytes),
    };

    private static double? Median(IReadOnlyList<Figures> rounds, Func<Figures, double?> figure)
    {
        var ordered = rounds.Select(figure).OfType<double>().Order().ToList();
        return ordered.Count == 0 ? null : ordered[ordered.Count / 2];
    }
}
