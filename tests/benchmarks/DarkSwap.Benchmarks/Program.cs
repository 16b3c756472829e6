using DarkSwap.Benchmarks.Psbts;
using DarkSwap.Benchmarks.Services;

// Arguments: the benchmark's name and the folder of the peers. Exit code 1: an aim was missed; 2: no such benchmark.
switch (args)
{
    case ["psbt", var peers]:
        return await PsbtBenchmark.RunAsync(peers, CancellationToken.None);
    case ["services", _]:
        return await ServicesBenchmark.RunAsync(CancellationToken.None);
    default:
        await Console.Error.WriteLineAsync("usage: DarkSwap.Benchmarks NAME PEERS, with NAME one of: psbt, services");
        return 2;
}
