using DarkSwap.Connectivity;
using DarkSwap.Gateway;
using DarkSwap.Hosting.Modules;
using DarkSwap.Orderbook;
using DarkSwap.Psbt;
using DarkSwap.Trade;

namespace DarkSwap.Standalone;

/// <summary>What a standalone node is made of. They start in this order and stop in the reverse.</summary>
public static class StandaloneModules
{
    public static IReadOnlyList<ModuleRegistration> All { get; } =
    [
        ModuleRegistration.Of<GatewayModule>(),
        ModuleRegistration.Of<PsbtModule>(),
        ModuleRegistration.Of<OrderbookModule>(),
        ModuleRegistration.Of<TradeModule>(),
        ModuleRegistration.Of<ConnectivityModule>(),
    ];
}
