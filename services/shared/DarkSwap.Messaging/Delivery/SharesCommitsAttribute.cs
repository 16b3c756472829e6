using DarkSwap.Messaging.Inbox;

namespace DarkSwap.Messaging.Delivery;

/// <summary>
/// For a consumer that hands messages over to one writer, which stores many in one transaction (<see cref="SharedCommit{TItem}"/>): as many as the queue hands over may be
/// under way, because those that wait cost the database nothing and make the next transaction larger.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SharesCommitsAttribute : Attribute;
