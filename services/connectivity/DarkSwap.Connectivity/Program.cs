using DarkSwap.Connectivity;
using DarkSwap.Hosting;

return await ServiceHost.RunAsync<ConnectivityModule>(args);
