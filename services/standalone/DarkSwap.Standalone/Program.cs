using DarkSwap.Hosting.Node;
using DarkSwap.Standalone;

return await new NodeRunner("DarkSwap standalone node: every service in one process", StandaloneModules.All, appliesMigrations: true).RunAsync(args);
