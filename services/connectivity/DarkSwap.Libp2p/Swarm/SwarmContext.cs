namespace DarkSwap.Libp2p.Swarm;

/// <summary>What all connections of a swarm share.</summary>
internal sealed record SwarmContext(SwarmOptions Options, ProtocolTable Protocols, TimeProvider TimeProvider, Action<HandlerFailedEventArguments> ReportHandlerFailure);
