using DarkSwap.Contracts;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Outbox;
using DarkSwap.Messaging.Serialization;
using DarkSwap.Shared.Tests.Messaging.Bus;
using DarkSwap.Shared.Tests.Messaging.Samples;

namespace DarkSwap.Shared.Tests.Messaging.Outbox;

public sealed class JoinedMessagesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);

    [Fact]
    public void Neighbours_become_one_message_with_all_their_parts_in_order()
    {
        OutboxMessage[] rows = [Row(Scripts("a", "b")), Row(Scripts("c")), Row(Scripts("d"))];

        var joined = JoinedMessages.From(rows, 0).ShouldNotBeNull();

        joined.Rows.ShouldBe(rows);
        joined.Message.AggregateId.ShouldBe("queue");
        joined.Message.Message.ShouldBeOfType<RegisterScripts>().Registrations.Select(registration => registration.Subject).ShouldBe(["a", "b", "c", "d"]);
        joined.Message.EventId.ShouldBe(joined.Message.Message.EventId);
    }

    [Fact]
    public void One_alone_stays_as_it_is() => JoinedMessages.From([Row(Scripts("a"))], 0).ShouldBeNull();

    [Fact]
    public void What_cannot_be_joined_ends_the_run()
    {
        OutboxMessage[] rows = [Row(Scripts("a")), Row(Sample()), Row(Scripts("b")), Row(Scripts("c")), Row(Events("x")), Row(Events("y")), Row(Events("y"))];

        JoinedMessages.From(rows, 0).ShouldBeNull();
        JoinedMessages.From(rows, 1).ShouldBeNull();
        JoinedMessages.From(rows, 2).ShouldNotBeNull().Rows.Count.ShouldBe(2);
        JoinedMessages.From(rows, 4).ShouldBeNull("it goes to other peers");
        JoinedMessages.From(rows, 5).ShouldNotBeNull().Rows.Count.ShouldBe(2);
    }

    [Fact]
    public void One_that_cannot_be_read_or_has_a_version_goes_alone()
    {
        var unreadable = Row(Scripts("a"), body: "{");
        var versioned = Row(Scripts("a"), version: 7);

        JoinedMessages.From([unreadable, Row(Scripts("b"))], 0).ShouldBeNull();
        JoinedMessages.From([Row(Scripts("b")), unreadable], 0).ShouldBeNull();
        JoinedMessages.From([versioned, Row(Scripts("b"))], 0).ShouldBeNull();
        JoinedMessages.From([Row(Scripts("b")), Row(Scripts("c")), versioned], 0).ShouldNotBeNull().Rows.Count.ShouldBe(2);
    }

    [Fact]
    public void No_more_is_joined_than_a_consumer_takes_at_once()
    {
        OutboxMessage[] rows = [.. Enumerable.Range(0, 300).Select(number => Row(Scripts($"{number}")))];
        var large = new string('x', JoinedMessages.MaximumCharacters / 2);

        JoinedMessages.From(rows, 0).ShouldNotBeNull().Rows.Count.ShouldBe(JoinedMessages.MaximumParts);
        JoinedMessages.From(rows, JoinedMessages.MaximumParts).ShouldNotBeNull().Rows.Count.ShouldBe(300 - JoinedMessages.MaximumParts);
        JoinedMessages.From([Row(Scripts(large)), Row(Scripts("a")), Row(Scripts(large))], 0).ShouldNotBeNull().Rows.Count.ShouldBe(2);
    }

    [Fact]
    public void The_same_messages_have_the_same_id_and_others_another_one()
    {
        OutboxMessage[] rows = [.. Enumerable.Range(0, 4).Select(number => Row(Scripts($"{number}")))];

        var ids = new[] { rows, rows, rows[..3], rows[1..] }.Select(some => JoinedMessages.From(some, 0)!.Message.EventId).ToList();

        ids[1].ShouldBe(ids[0]);
        ids.Distinct().Count().ShouldBe(3);
        ids.ShouldAllBe(id => id.Version == 8);
    }

    [Fact]
    public void What_became_of_orders_keeps_the_id_under_which_it_was_committed()
    {
        var order = (OrderSnapshot)RandomRecords.Make(typeof(OrderSnapshot), new Random(1));
        var opened = new OrderOpened { EventId = Guid.CreateVersion7(Now), OccurredAt = Now, Order = order };
        var changed = new OrdersChanged
        {
            EventId = Guid.CreateVersion7(Now),
            OccurredAt = Now,
            Changes = [.. new[] { OrderChangeKind.Changed, OrderChangeKind.Closed }.Select(kind => new OrderChange { Kind = kind, OccurredAt = Now, Order = order })],
        };
        var closed = new OrderClosed { EventId = Guid.CreateVersion7(Now), OccurredAt = Now, Order = order };

        var joined = JoinedMessages.From([Row(opened), Row(changed), Row(closed)], 0).ShouldNotBeNull().Message.Message.ShouldBeOfType<OrdersChanged>();

        joined.Changes.Select(change => (change.EventId!.Value, change.Kind)).ShouldBe(
        [
            (opened.EventId, OrderChangeKind.Opened), (changed.EventId, OrderChangeKind.Changed), (changed.EventId, OrderChangeKind.Closed), (closed.EventId, OrderChangeKind.Closed),
        ]);
        joined.ToChanges().ShouldBe(joined.Changes);
    }

    private static RegisterScripts Scripts(params string[] subjects) =>
        new() { EventId = Guid.CreateVersion7(Now), OccurredAt = Now, Registrations = [.. subjects.Select(subject => new ScriptsOfSubject(subject, [], []))] };

    private static PublishOrderEvents Events(string exceptPeer) =>
        new() { EventId = Guid.CreateVersion7(Now), OccurredAt = Now, ExceptPeer = exceptPeer, Events = [new SignedOrderEvent(OrderEventKind.Create, [1])] };

    private static SampleHappened Sample() => new() { EventId = Guid.CreateVersion7(Now), OccurredAt = Now, Aggregate = "a", Number = 1 };

    private static OutboxMessage Row(IMessage message, string? body = null, long? version = null) => new()
    {
        EventId = message.EventId,
        AggregateId = "queue",
        AggregateVersion = version,
        MessageType = MessageSerializer.NameOf(message.GetType()),
        Body = body ?? MessageSerializer.Serialize(message),
        OccurredAt = message.OccurredAt,
    };
}
