namespace DarkSwap.Contracts.Orders;

/// <summary>What became of orders, one or several: all of it can be told together.</summary>
public interface IOrderNews : IJoinable
{
    /// <summary>In their order, each with the id of the message in which it was committed.</summary>
    IEnumerable<OrderChange> ToChanges();

    bool IJoinable.CanJoin(IJoinable next) => next is IOrderNews;

    IMessage IJoinable.Join(Guid eventId, IReadOnlyList<IJoinable> all)
    {
        OrderChange[] changes = [.. all.Cast<IOrderNews>().SelectMany(news => news.ToChanges())];
        return new OrdersChanged { EventId = eventId, OccurredAt = changes[^1].OccurredAt, Changes = changes };
    }
}
