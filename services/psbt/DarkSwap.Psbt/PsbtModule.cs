using DarkSwap.Hosting;
using DarkSwap.Hosting.Persistence;
using DarkSwap.Psbt.AssetSources;
using DarkSwap.Psbt.Broadcast;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Consumers;
using DarkSwap.Psbt.Endpoints;
using DarkSwap.Psbt.Ordering;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.RuneIndex;
using DarkSwap.Psbt.Telemetry;
using DarkSwap.Psbt.Trading;
using DarkSwap.Psbt.Watching;
using MassTransit;

namespace DarkSwap.Psbt;

/// <summary>Transaction templates and their checks, coins and their locks, the rune index, broadcast, and watching the chain.</summary>
public sealed class PsbtModule : IServiceModule
{
    public static string Name => "psbt";

    public static void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddServiceDatabase<PsbtDbContext>(Name);
        builder.Services.AddSingleton<PsbtMetrics>();
        builder.AddChain().AddRuneIndex().AddAssetSources().AddCoins().AddTrading().AddOrdering().AddWatching().AddBroadcast();
    }

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
        registrations.AddConsumer<GetChainStatusConsumer>();
        registrations.AddConsumer<CheckAddressesConsumer>();
        registrations.AddConsumer<VerifyBackingConsumer>();
        registrations.AddConsumer<SelectTradeInputsConsumer>();
        registrations.AddConsumer<PrepareTemplateConsumer>();
        registrations.AddConsumer<CheckTradeConsumer>();
        registrations.AddConsumer<MergeSignaturesConsumer>();
        registrations.AddConsumer<BuildReclaimConsumer>();
        registrations.AddConsumer<FinalizeReclaimConsumer>();
        registrations.AddConsumer<LockCoinsConsumer>();
        registrations.AddConsumer<ReleaseCoinsConsumer>();
        registrations.AddConsumer<RegisterScriptsConsumer>();
        registrations.AddConsumer<WatchTradeConsumer>();
        registrations.AddConsumer<StopWatchingTradeConsumer>();
        registrations.AddConsumer<WatchBackingConsumer>();
        registrations.AddConsumer<BroadcastTransactionConsumer>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapCoins();
        endpoints.MapAssets();
        endpoints.MapPsbts();
    }
}
