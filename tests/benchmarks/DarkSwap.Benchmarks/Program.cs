using DarkSwap.Benchmarks.Psbts;
using DarkSwap.Benchmarks.Services;

// Arguments: the benchmark's name, and the parts of it if not all. Exit code 1: an aim was missed; 2: no such benchmark or part.
switch (args)
{
    case ["psbt"]:
        return await PsbtBenchmark.RunAsync("peers", CancellationToken.None);
    case ["services", .. var parts] when parts.All(ServicesBenchmark.Parts.Contains):
        return await ServicesBenchmark.RunAsync(parts, CancellationToken.None);
    default:
        await Console.Error.WriteLineAsync($"usage: DarkSwap.Benchmarks psbt, or DarkSwap.Benchmarks services [PART...] with parts of: {string.Join(", ", ServicesBenchmark.Parts)}");
        return 2;
}
