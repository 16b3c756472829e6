namespace DarkSwap.Messaging.Delivery;

/// <summary>There is no way to deliver anything now, through no fault of the message: it waits, and the try does not count.</summary>
public sealed class DeliveryUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
