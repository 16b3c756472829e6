using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.Node;
using DarkSwap.Shared.Tests.Hosting.Samples;

// A node that cannot go on and cannot stop either, for StuckProcessTests.
return await new NodeRunner("DarkSwap node for tests, which does not stop", [ModuleRegistration.Of<StuckModule>()], appliesMigrations: true).RunAsync(args);
