using DarkSwap.Psbt;
using DarkSwap.Hosting;

return await ServiceHost.RunAsync<PsbtModule>(args);
