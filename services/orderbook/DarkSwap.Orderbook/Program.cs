using DarkSwap.Hosting;
using DarkSwap.Orderbook;

return await ServiceHost.RunAsync<OrderbookModule>(args);
