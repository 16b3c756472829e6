using DarkSwap.Hosting.Node;
using DarkSwap.Standalone;

return await new NodeRunner("DarkSwap standalone node: every service in one process. Beyond this machine its API needs tls:certificate and tls:key, or tls:behindProxy", StandaloneModules.All, appliesMigrations: true).RunAsync(args);
