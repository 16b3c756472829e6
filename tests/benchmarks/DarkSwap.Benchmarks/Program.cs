using System.Runtime.InteropServices;
using DarkSwap.Benchmarks.Libp2p;
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
        case ["libp2p", .. var stacks] when stacks.All(stack => Stack.All.Any(known => known.Name == stack)):
            return await Libp2pBenchmark.RunAsync("peers", stacks, ended.Token);
        case ["libp2p-peer"]:
            return await PeerProgram.RunAsync(ended.Token);
        default:
            await Console.Error.WriteLineAsync($"usage: DarkSwap.Benchmarks psbt, DarkSwap.Benchmarks services [PART...] with parts of: {string.Join(", ", ServicesBenchmark.Parts)}, or DarkSwap.Benchmarks libp2p [STACK...] with stacks of: {string.Join(", ", Stack.All.Select(stack => stack.Name))}");
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
