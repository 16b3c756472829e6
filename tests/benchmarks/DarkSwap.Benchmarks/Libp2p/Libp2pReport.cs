using System.Globalization;
using System.Text.Json;

namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>The tables, and the result as one JSON object. A ratio is of js-libp2p's rate; the one of processor time, of both ends together, holds on a busy machine too.</summary>
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
        Console.WriteLine("| | up MB/s | down MB/s | up µs of processor time a MB | down µs | bytes of the heap a MB | round trip p50 µs | p99 µs | streams/s | µs of processor time a stream | dials/s | µs a dial | KiB an idle connection |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (name, figures) in rows)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {figures.Upload:N0} | {figures.Download:N0} | {figures.UploadProcessor:N0} | {figures.DownloadProcessor:N0} | {figures.Allocated:N0} | {figures.RoundTripMedian:N0} | {figures.RoundTripP99:N0} | {figures.Streams:N0} | {figures.StreamProcessor:N0} | {figures.Dials:N0} | {figures.DialProcessor:N0} | {figures.IdleBytes / Kibibyte:N1} |"));
        }

        Console.WriteLine();
        Console.WriteLine("| | measured | by processor time | aim |");
        Console.WriteLine("|---|---:|---:|---:|");
        foreach (var aim in aims)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {aim.Name} | {aim.Measured:N2} | {aim.ProcessorRatio:N2} | {(aim.Wanted == 0 ? string.Empty : aim.IsLess ? "≤" : "≥")} {aim.Wanted:#.#} |"));
        }

        var isMet = aims.TrueForAll(aim => aim.IsMet);
        Console.WriteLine("RESULT " + JsonSerializer.Serialize(
            new { name = "libp2p", areAimsMet = isMet, rows = rows.Select(row => new { row.Name, row.Figures }), aims }, JsonSerializerOptions.Web));
        return isMet ? 0 : 1;
    }

    private void AddRatios(Stack stack, Figures ours, Figures js)
    {
        var throughputAim = stack is { Transport: "tcp", Muxer: "yamux" } ? stack.Security == "noise" ? 5 : 3 : 0;
        AddRatio("up", ours.Upload, js.Upload, js.UploadProcessor / ours.UploadProcessor, throughputAim);
        AddRatio("down", ours.Download, js.Download, js.DownloadProcessor / ours.DownloadProcessor, throughputAim);
        AddRatio("streams", ours.Streams, js.Streams, js.StreamProcessor / ours.StreamProcessor, throughputAim > 0 ? 20 : 0);
        AddRatio("dials", ours.Dials, js.Dials, js.DialProcessor / ours.DialProcessor, throughputAim > 0 ? 8 : 0);

        void AddRatio(string what, double? our, double? their, double? processorRatio, double aim) =>
            aims.Add(new($"{stack.Name}: {what} beside js-libp2p", (our / their)!.Value, aim, ProcessorRatio: processorRatio));
    }

    private void AddRow(string name, Figures figures)
    {
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: up {figures.Upload:N0}, down {figures.Download:N0} MB/s ({figures.UploadProcessor:N0}, {figures.DownloadProcessor:N0} µs/MB), round trip {figures.RoundTripMedian:N0} µs, streams {figures.Streams:N0}/s ({figures.StreamProcessor:N0} µs), dials {figures.Dials:N0}/s ({figures.DialProcessor:N0} µs), {figures.IdleBytes / Kibibyte:N1} KiB idle"));
        rows.Add((name, figures));
    }

    private sealed record Aim(string Name, double Measured, double Wanted, bool IsLess = false, double? ProcessorRatio = null)
    {
        public bool IsMet => IsLess ? Measured <= Wanted : Measured >= Wanted;
    }
}
