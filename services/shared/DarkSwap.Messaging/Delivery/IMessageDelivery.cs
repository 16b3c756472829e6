namespace DarkSwap.Messaging.Delivery;

/// <summary>How messages leave an outbox: to the consumers of this process, or to a broker.</summary>
public interface IMessageDelivery
{
    /// <summary>Whether it passes messages on as they are stored; otherwise it needs them read.</summary>
    bool PassesBodiesOn { get; }

    /// <summary>Names of those that must each get the message once; stable across restarts and releases.</summary>
    IReadOnlyList<string> RecipientsOf(Type messageType);

    /// <summary>Whether that recipient can be given such a message alone.</summary>
    bool CanReach(string recipient, Type messageType);

    /// <summary>Returns when the recipient has taken the message over for good; throws if it has not. No transaction of the outbox is open meanwhile.</summary>
    /// <exception cref="DeliveryUnavailableException">Nothing can be delivered now.</exception>
    Task DeliverAsync(OutgoingMessage message, string recipient, CancellationToken cancellationToken);

    /// <summary>Returns at once, or when it makes sense to try again after <see cref="DeliveryUnavailableException"/>.</summary>
    Task WaitUntilAvailableAsync(CancellationToken cancellationToken);
}
