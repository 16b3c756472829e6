using DarkSwap.Gateway;
using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.Node;

return await new NodeRunner("DarkSwap gateway: one address for every service. Beyond this machine it needs tls:certificate and tls:key, or tls:behindProxy", [ModuleRegistration.Of<GatewayModule>(), ModuleRegistration.Of<ProxyModule>()], appliesMigrations: false).RunAsync(args);
