using DarkSwap.Connectivity.Messaging;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Primitives;
using Google.Protobuf;

namespace DarkSwap.Connectivity.Tests.Messaging;

public sealed class OutgoingQueueTests
{
    private static readonly MonotonicTime Start = new(0);

    [Fact]
    public void Sends_a_high_message_at_once()
    {
        var queue = new OutgoingQueue(new OutgoingQueueOptions());
        queue.TryEnqueue(MessagePriority.High, Message("trade"), Start).ShouldBeTrue();

        Take(queue, Start).ShouldBe(["trade"]);
        queue.NextFlush.ShouldBeNull();
    }

    [Fact]
    public void Lets_medium_messages_wait_for_company_and_no_longer_than_the_delay()
    {
        var queue = new OutgoingQueue(new OutgoingQueueOptions { BatchDelayMilliseconds = 2 });
        queue.TryEnqueue(MessagePriority.Medium, Message("first"), Start);
        queue.TryEnqueue(MessagePriority.Medium, Message("second"), Start + TimeSpan.FromMilliseconds(1));

        Take(queue, Start + TimeSpan.FromMilliseconds(1)).ShouldBeEmpty();
        Take(queue, Start + TimeSpan.FromMilliseconds(2)).ShouldBe(["first", "second"]);
    }

    [Fact]
    public void Sends_high_before_everything_that_waited_longer()
    {
        var queue = new OutgoingQueue(new OutgoingQueueOptions());
        queue.TryEnqueue(MessagePriority.Low, Message("statistics"), Start);
        queue.TryEnqueue(MessagePriority.Medium, Message("order"), Start);
        queue.TryEnqueue(MessagePriority.High, Message("trade"), Start);

        Take(queue, Start).First().ShouldBe("trade");
    }

    [Fact]
    public void Shares_four_to_one_between_medium_and_low()
    {
        var queue = new OutgoingQueue(new OutgoingQueueOptions { BatchBytes = 1 });
        for (var index = 0; index < 20; index++)
        {
            queue.TryEnqueue(MessagePriority.Medium, Message("medium"), Start);
            queue.TryEnqueue(MessagePriority.Low, Message("low"), Start);
        }

        var sent = Enumerable.Range(0, 25).SelectMany(_ => Take(queue, Start)).ToList();

        sent.Count(topic => topic == "low").ShouldBe(5);
        sent.Count(topic => topic == "medium").ShouldBe(20);
        sent.Take(5).Count(topic => topic == "low").ShouldBe(1);
    }

    [Fact]
    public void Drops_the_oldest_of_a_full_medium_class_and_counts_it()
    {
        var queue = new OutgoingQueue(new OutgoingQueueOptions { MaximumQueuedMessages = 2 });
        foreach (var topic in new[] { "a", "b", "c" })
        {
            queue.TryEnqueue(MessagePriority.Medium, Message(topic), Start).ShouldBeTrue();
        }

        queue.Dropped.ShouldBe(1);
        Take(queue, Start + TimeSpan.FromSeconds(1)).ShouldBe(["b", "c"]);
    }

    [Fact]
    public void Refuses_what_does_not_fit_into_a_full_high_class()
    {
        var queue = new OutgoingQueue(new OutgoingQueueOptions { MaximumQueuedMessages = 1 });
        queue.TryEnqueue(MessagePriority.High, Message("first"), Start).ShouldBeTrue();

        queue.TryEnqueue(MessagePriority.High, Message("second"), Start).ShouldBeFalse();
        Take(queue, Start).ShouldBe(["first"]);
    }

    [Fact]
    public void Cuts_batches_at_their_size_and_sends_a_larger_message_alone()
    {
        var queue = new OutgoingQueue(new OutgoingQueueOptions { BatchBytes = 200 });
        queue.TryEnqueue(MessagePriority.High, Message("small"), Start);
        queue.TryEnqueue(MessagePriority.High, Message("large", 1_000), Start);
        queue.TryEnqueue(MessagePriority.High, Message("last"), Start);

        Take(queue, Start).ShouldBe(["small"]);
        Take(queue, Start).ShouldBe(["large"]);
        Take(queue, Start).ShouldBe(["last"]);
    }

    private static List<string> Take(OutgoingQueue queue, MonotonicTime now)
    {
        var batch = new List<Envelope>();
        queue.TryTakeBatch(now, batch);
        return [.. batch.Select(envelope => envelope.Application.Topic)];
    }

    private static Envelope Message(string topic, int size = 10) => new()
    {
        Id = ByteString.CopyFrom(new byte[BatchCodec.EnvelopeIdLength]),
        Application = new Application { Topic = topic, Data = ByteString.CopyFrom(new byte[size]) },
    };
}
