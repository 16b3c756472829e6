using DarkSwap.Gateway;
using DarkSwap.Hosting;

return await ServiceHost.RunAsync<GatewayModule>(args);
