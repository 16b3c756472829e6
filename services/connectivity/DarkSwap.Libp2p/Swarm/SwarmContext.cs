using DarkSwap.Libp2p.Swarm.Resources;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>What all connections of a swarm share.</summary>
internal sealed record SwarmContext(SwarmOptions Options, ProtocolTable Protocols, ResourceManager Resources, TimeProvider TimeProvider, Action<HandlerFailedEventArguments> ReportHandlerFailure);
