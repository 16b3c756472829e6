using System.Diagnostics;
using System.Text.Json;

namespace DarkSwap.Benchmarks.Measurement;

/// <summary>Runs a measurement in Node.js: one JSON object in, one out.</summary>
internal static class NodePeer
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<CpuMeasurement> MeasureAsync(string script, object request, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("Node.js didn't start.");
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(request, Json).AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var answer = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 && JsonSerializer.Deserialize<CpuMeasurement>(answer, Json) is { } measurement
            ? measurement
            : throw new InvalidOperationException($"{script} ended with {process.ExitCode}: {answer}");
    }
}
