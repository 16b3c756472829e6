using DarkSwap.Orderbook;
using DarkSwap.Hosting;

return await ServiceHost.RunAsync<OrderbookModule>(args);
