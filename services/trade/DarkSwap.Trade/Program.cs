using DarkSwap.Hosting;
using DarkSwap.Trade;

return await ServiceHost.RunAsync<TradeModule>(args);
