using DarkSwap.Trade;
using DarkSwap.Hosting;

return await ServiceHost.RunAsync<TradeModule>(args);
