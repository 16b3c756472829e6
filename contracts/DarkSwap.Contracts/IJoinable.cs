namespace DarkSwap.Contracts;

/// <summary>
/// A message that may travel as one with those that wait behind it in its queue, so that a burst costs little more than a lone message. Which of them are joined may differ from
/// one delivery to the next: consumers either lose nothing by applying a part again, or know each part by an id of its own.
/// </summary>
public interface IJoinable : IMessage
{
    /// <summary>How many things it tells of.</summary>
    int CountParts();

    /// <summary>Whether one message can tell what this one and the next one tell.</summary>
    bool CanJoin(IJoinable next);

    /// <summary>One message that tells what all of these tell, in this order; each can join the next.</summary>
    /// <param name="all">This one first.</param>
    IMessage Join(Guid eventId, IReadOnlyList<IJoinable> all);
}
