using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DarkSwap.Libp2p.Tests")]
[assembly: InternalsVisibleTo("DarkSwap.Benchmarks")]
[assembly: InternalsVisibleTo("DarkSwap.Attacks.Tests")]
[assembly: InternalsVisibleTo("DarkSwap.Fuzz.Tests")]
[assembly: InternalsVisibleTo("DarkSwap.Simulation.Tests")]
