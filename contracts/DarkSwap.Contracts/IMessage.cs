namespace DarkSwap.Contracts;

/// <summary>An event or command that travels between services through the outbox. Requests and replies are not messages in this sense: they have no effect.</summary>
public interface IMessage
{
    /// <summary>Identifies this message; consumers claim it in their inbox.</summary>
    Guid EventId { get; }

    /// <summary>When the fact that it tells happened.</summary>
    DateTimeOffset OccurredAt { get; }
}
