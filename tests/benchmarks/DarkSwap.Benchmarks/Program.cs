using System.Runtime.InteropServices;
using DarkSwap.Benchmarks.Psbts;
using DarkSwap.Benchmarks.Services;

// Arguments: the benchmark's name, and the parts of it if not all. Exit code 1: an aim was missed; 2: no such benchmark or part; 130: ended by a signal, with all that it had started.
using var ended = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    switch (args)
    {
        case ["psbt"]:
            return await PsbtBenchmark.RunAsync("peers", ended.Token);
        case ["services", .. var parts] when parts.All(ServicesBenchmark.Parts.Contains):
            return await ServicesBenchmark.RunAsync(parts, ended.Token);
        default:
            await Console.Error.WriteLineAsync($"usage: DarkSwap.Benchmarks psbt, or DarkSwap.Benchmarks services [PART...] with parts of: {string.Join(", ", ServicesBenchmark.Parts)}");
            return 2;
    }
}
catch (OperationCanceledException) when (ended.IsCancellationRequested)
{
    return 130;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ended.Cancel();
}
