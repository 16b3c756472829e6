namespace DarkSwap.Simulation.Tests.Swarm;

/// <summary>What came of a simulation.</summary>
/// <param name="TraceHash">Over everything that has arrived at any node: when, where and what.</param>
/// <param name="Steps">Tasks that have run.</param>
/// <param name="Talks">Messages that came back as they were sent.</param>
/// <param name="FailedTalks">Those that met a failed node, a cut link or a time-out.</param>
/// <param name="LonelyNodes">Nodes without a connection after everything had time to heal.</param>
/// <param name="UnansweredAtTheEnd">Talks that failed once everything had healed.</param>
/// <param name="BytesLeft">Buffered for peers after everybody had gone.</param>
internal sealed record SimulationOutcome(string TraceHash, long Steps, long Talks, long FailedTalks, int LonelyNodes, int UnansweredAtTheEnd, long BytesLeft);
