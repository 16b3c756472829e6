using DarkSwap.Gateway;
using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.Node;

return await new NodeRunner("DarkSwap gateway: one address for every service", [ModuleRegistration.Of<GatewayModule>(), ModuleRegistration.Of<ProxyModule>()], appliesMigrations: false).RunAsync(args);
