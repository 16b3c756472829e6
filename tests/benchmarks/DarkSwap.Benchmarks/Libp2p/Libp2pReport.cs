using System.Globalization;
using System.Text.Json;

namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>The tables, and the result as one JSON object. A ratio is of js-libp2p's figure, by processor time of both ends where there is one.</summary>
internal sealed class Libp2pReport
{
    private const double Kibibyte = 1024;
    private readonly List<(string Name, Figures Figures)> rows = [];
    private readonly List<Aim> aims = [];
    private Figures bareTls = new();

    public void AddLimit(string name, Figures figures) => AddRow(name, figures);

    public void AddBareTls(Figures figures)
    {
        bareTls = figures;
        AddRow("bare SslStream", figures);
    }

    public void Add(Stack stack, Figures ours, Figures? js)
    {
        AddRow(stack.Name, ours);
        if (js is not null)
        {
            AddRow($"{stack.Name}, js-libp2p", js);
            AddRatios(stack, ours, js);
        }

        if (stack is { Transport: "tcp", Muxer: "yamux" })
        {
            aims.Add(new($"{stack.Name}: round trip p50, µs", ours.RoundTripMedian!.Value, 100, IsLess: true));
        }

        if (stack is { Transport: "tcp", Security: "noise", Muxer: "yamux" })
        {
            aims.Add(new($"{stack.Name}: up, MB/s", ours.Upload!.Value, 500));
            aims.Add(new($"{stack.Name}: down, MB/s", ours.Download!.Value, 500));
            aims.Add(new($"{stack.Name}: memory of an idle connection, KiB", ours.IdleBytes!.Value / Kibibyte, 20, IsLess: true));
        }

        if (stack is { Transport: "tcp", Security: "tls", Muxer: "yamux" })
        {
            aims.Add(new($"{stack.Name}: up beside bare SslStream", ours.Upload!.Value / bareTls.Upload!.Value, 0.9));
            aims.Add(new($"{stack.Name}: down beside bare SslStream", ours.Download!.Value / bareTls.Download!.Value, 0.9));
            aims.Add(new($"{stack.Name}: memory of an idle connection above SslStream's, KiB", (ours.IdleBytes!.Value - bareTls.IdleBytes!.Value) / Kibibyte, 5, IsLess: true));
        }
    }

    /// <summary>Exit code 1: an aim was missed.</summary>
    public int Print()
    {
        Console.WriteLine("Loopback is exempt from the limits by address.");
        Console.WriteLine();
        Console.WriteLine("| | up MB/s | down MB/s | up µs of processor time a MB | down µs | round trip p50 µs | p99 µs | streams/s | µs of processor time a stream | dials/s | µs a dial | KiB an idle connection |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (name, figures) in rows)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {figures.Upload:N0} | {figures.Download:N0} | {figures.UploadProcessor:N0} | {figures.DownloadProcessor:N0} | {figures.RoundTripMedian:N0} | {figures.RoundTripP99:N0} | {figures.Streams:N0} | {figures.StreamProcessor:N0} | {figures.Dials:N0} | {figures.DialProcessor:N0} | {figures.IdleBytes / Kibibyte:N1} |"));
        }

        Console.WriteLine();
        Console.WriteLine("| | measured | aim |");
        Console.WriteLine("|---|---:|---:|");
        foreach (var aim in aims)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {aim.Name} | {aim.Measured:N2} | {(aim.IsLess ? "≤" : "≥")} {aim.Wanted} |"));
        }

        var isMet = aims.TrueForAll(aim => aim.IsMet);
        Console.WriteLine("RESULT " + JsonSerializer.Serialize(
            new { name = "libp2p", areAimsMet = isMet, rows = rows.Select(row => new { row.Name, row.Figures }), aims }, JsonSerializerOptions.Web));
        return isMet ? 0 : 1;
    }

    private void AddRatios(Stack stack, Figures ours, Figures js)
    {
        var throughputAim = stack is { Transport: "tcp", Muxer: "yamux" } ? stack.Security == "noise" ? 5 : 3 : 0;
        aims.Add(new($"{stack.Name}: up beside js-libp2p", (js.UploadProcessor / ours.UploadProcessor)!.Value, throughputAim));
        aims.Add(new($"{stack.Name}: down beside js-libp2p", (js.DownloadProcessor / ours.DownloadProcessor)!.Value, throughputAim));
        aims.Add(new($"{stack.Name}: streams beside js-libp2p", (js.StreamProcessor / ours.StreamProcessor)!.Value, throughputAim > 0 ? 20 : 0));
        aims.Add(new($"{stack.Name}: dials beside js-libp2p", (js.DialProcessor / ours.DialProcessor)!.Value, throughputAim > 0 ? 8 : 0));
    }

    private void AddRow(string name, Figures figures)
    {
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: up {figures.Upload:N0}, down {figures.Download:N0} MB/s ({figures.UploadProcessor:N0}, {figures.DownloadProcessor:N0} µs/MB), round trip {figures.RoundTripMedian:N0} µs, streams {figures.Streams:N0}/s ({figures.StreamProcessor:N0} µs), dials {figures.Dials:N0}/s ({figures.DialProcessor:N0} µs), {figures.IdleBytes / Kibibyte:N1} KiB idle"));
        rows.Add((name, figures));
    }

    private sealed record Aim(string Name, double Measured, double Wanted, bool IsLess = false)
    {
        public bool IsMet => IsLess ? Measured <= Wanted : Measured >= Wanted;
    }
}
