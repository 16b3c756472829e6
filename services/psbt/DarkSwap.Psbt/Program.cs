using DarkSwap.Hosting;
using DarkSwap.Psbt;

return await ServiceHost.RunAsync<PsbtModule>(args);
