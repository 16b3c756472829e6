using DarkSwap.Connectivity.Chain;
using DarkSwap.Connectivity.Delivery;
using DarkSwap.Connectivity.Messaging;
using DarkSwap.Connectivity.Orders;
using DarkSwap.Connectivity.Peers;
using DarkSwap.Connectivity.Persistence;
using DarkSwap.Cryptography;
using DarkSwap.Hosting;
using DarkSwap.Hosting.Configuration;
using DarkSwap.Hosting.Node;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Identity.Store;
using DarkSwap.Messaging.Persistence;
using DarkSwap.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DarkSwap.Connectivity.Hosting;

/// <summary>Registers the rooms of connectivity.</summary>
internal static class ConnectivityRegistration
{
    private const string IdentityFile = "identity.key";

    /// <summary>Trades remember their own messages for ever.</summary>
    private static readonly TimeSpan MessageIdRetention = TimeSpan.FromDays(30);

    /// <summary>The identity, the libp2p host, and the connections it keeps.</summary>
    public static IHostApplicationBuilder AddLibp2pNode(this IHostApplicationBuilder builder)
    {
        var folder = DataFolder.Of(builder.Configuration);
        builder.Services.TryAddSingleton<IRandomSource>(SystemRandomSource.Instance);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => NodeIdentity.LoadOrCreate(Path.Combine(folder, IdentityFile), services.GetRequiredService<IRandomSource>()));
        builder.Services.AddSingleton<IValidateOptions<Libp2pOptions>, Libp2pOptionsValidator>();
        builder.Services.AddOptions<Libp2pOptions>().ValidateOnStart();
        builder.Services.AddSingleton<ILibp2pHost>(services => new Libp2pHost(
            services.GetRequiredService<NodeIdentity>().PrivateKey,
            Libp2pSettings.ToHostOptions(services.GetRequiredService<IOptions<Libp2pOptions>>().Value, services.GetRequiredService<IOptions<NodeOptions>>().Value.Perf)
                with { PeerStore = services.GetRequiredService<PeerStore>() },
            services.GetRequiredService<PeerGate>(),
            services.GetRequiredService<IRandomSource>(),
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHealthChecks().AddCheck<CertificateHealthCheck>("websocket-certificate");
        builder.Services.AddSingleton(services => new PeerStore(new PeerStoreOptions(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<PeerGate>();
        builder.Services.AddSingleton<NodeService>();
        builder.Services.AddSingleton<INodeInformation>(services => services.GetRequiredService<NodeService>());
        builder.Services.AddSingleton<KnownPeers>();
        builder.Services.AddSingleton<BootstrapPeers>();
        builder.Services.AddSingleton<PeerDialer>();
        builder.Services.AddSingleton<NetworkName>();
        builder.Services.AddSingleton<OwnedTasks>();

        // In reverse they stop: nobody dials any more, channels end, the node closes, and what that ends is still told and remembered.
        builder.Services.AddHostedService<PeerStoreService>();
        builder.Services.AddHostedService<PeerEvents>();
        builder.Services.AddHostedService(services => services.GetRequiredService<NodeService>());
        builder.Services.AddHostedService(services => services.GetRequiredService<PeerChannels>());
        builder.Services.AddHostedService(services => services.GetRequiredService<PeerDialer>());
        return builder;
    }

    /// <summary>Channels to peers, and messages that are repeated until they are acknowledged.</summary>
    public static IHostApplicationBuilder AddPeerMessaging(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<OutgoingQueueOptions>().BindConfiguration("Connectivity:Queues").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<ConnectivityLimits>().BindConfiguration("Connectivity:Limits").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Envelopes>();
        builder.Services.AddSingleton<PeerConduct>();
        builder.Services.AddSingleton<PeerChannels>();
        builder.Services.AddSingleton<MessagesProtocolParts>();
        builder.Services.AddSingleton<MessagesProtocol>();
        builder.Services.AddSingleton<Acknowledgements>();
        builder.Services.AddSingleton<ReceivedMessages>();
        builder.Services.AddSingleton<DeliverySignal>();
        builder.Services.AddHostedService<DeliveryWorker>();
        builder.Services.AddCleanup<ConnectivityDbContext>(
            "old message ids", MessageIdRetention, (context, oldest, token) => context.ReceivedMessages.Where(message => message.ReceivedAt < oldest).ExecuteDeleteAsync(token));
        return builder;
    }

    /// <summary>Order books read from peers and served to them.</summary>
    public static IHostApplicationBuilder AddOrderExchange(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OrderEventReceiver>();
        builder.Services.AddSingleton<OrderbookProtocol>();
        builder.Services.AddSingleton<RetryClock>();
        builder.Services.AddSingleton<OrderbookSync>();
        return builder;
    }
}
