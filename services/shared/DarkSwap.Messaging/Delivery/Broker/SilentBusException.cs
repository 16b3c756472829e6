namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>The bus of this process does not read a queue although the broker is there, and does not mend itself: only another process will.</summary>
public sealed class SilentBusException(string message) : Exception(message);
