using System.Text.Json;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Outbox;
using DarkSwap.Messaging.Serialization;
using DarkSwap.Shared.Tests.Messaging.Samples;

namespace DarkSwap.Shared.Tests.Messaging.Delivery;

public sealed class StoredMessageTests
{
    private static readonly SampleHappened Sample = new()
    {
        EventId = Guid.Parse("01976a00-0000-7000-8000-000000000001"), OccurredAt = DateTimeOffset.UnixEpoch, Aggregate = "ä\u2028\"", Number = 7, Amount = UInt128.MaxValue,
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stored_message_is_the_one_that_was_sent_whether_its_body_is_passed_on_or_read(bool isBodyEnough)
    {
        var message = OutgoingMessage.Of(RowOf(MessageSerializer.Serialize(Sample)), isBodyEnough);

        message.Message.ShouldBe(Sample);
        message.MessageType.ShouldBe(typeof(SampleHappened));
        message.EventId.ShouldBe(Sample.EventId);
    }

    [Fact]
    public void A_body_is_passed_on_letter_by_letter()
    {
        var text = MessageSerializer.Serialize(Sample);
        var options = new JsonSerializerOptions { Converters = { new StoredBody.Converter() } };

        JsonSerializer.Serialize(new { message = (object)StoredBody.Of(text) }, options).ShouldBe($$"""{"message":{{text}}}""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"number\":1")]
    [InlineData("{\"number\":1}}")]
    [InlineData("{\"number\":1} trailing")]
    public void What_is_no_object_is_refused_before_it_gets_anywhere(string body)
    {
        Should.Throw<JsonException>(() => OutgoingMessage.Of(RowOf(body), isBodyEnough: true));
        Should.Throw<JsonException>(() => OutgoingMessage.Of(RowOf(body), isBodyEnough: false));
    }

    [Fact]
    public void An_unknown_type_is_refused()
    {
        var row = RowOf("{}");
        row = new OutboxMessage { EventId = row.EventId, AggregateId = row.AggregateId, MessageType = "System.String, System.Private.CoreLib", Body = row.Body, OccurredAt = row.OccurredAt };

        Should.Throw<JsonException>(() => OutgoingMessage.Of(row, isBodyEnough: true));
    }

    private static OutboxMessage RowOf(string body) => new()
    {
        EventId = Sample.EventId, AggregateId = "a", MessageType = MessageSerializer.NameOf(typeof(SampleHappened)), Body = body, OccurredAt = Sample.OccurredAt,
    };
}
