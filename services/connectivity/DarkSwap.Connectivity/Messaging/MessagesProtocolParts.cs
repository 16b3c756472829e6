using DarkSwap.Connectivity.Chain;
using DarkSwap.Connectivity.Delivery;
using DarkSwap.Connectivity.Hosting;
using DarkSwap.Connectivity.Orders;
using DarkSwap.Connectivity.Peers;
using DarkSwap.Connectivity.Telemetry;
using DarkSwap.Libp2p.Hosting;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>Those to whom <see cref="MessagesProtocol"/> hands what it reads.</summary>
internal sealed record MessagesProtocolParts(
    ILibp2pHost Host,
    PeerChannels Channels,
    Envelopes Envelopes,
    ReceivedMessages Received,
    Acknowledgements Acknowledgements,
    OrderEventReceiver Orders,
    OrderbookSync Sync,
    PeerDialer Dialer,
    PeerConduct Conduct,
    NetworkName NetworkName,
    OwnedTasks Tasks,
    ConnectivityMetrics Metrics);
