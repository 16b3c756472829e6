using DarkSwap.Contracts;
using DarkSwap.Messaging.Delivery.Broker;

namespace DarkSwap.Architecture.Tests.Messages;

/// <summary>
/// An order in which the broker may hand messages over: within a queue those of one aggregate come for the first time as they were sent, everything else in
/// any order, and whatever came may come again at any later time.
/// </summary>
internal static class MessageSchedule
{
    public static IEnumerable<IMessage> Of(IReadOnlyList<(string Aggregate, IMessage Message)> sent, Random random)
    {
        var queues = sent.GroupBy(entry => (QueueOf(entry.Message.GetType()), entry.Aggregate)).Select(group => new Queue<IMessage>(group.Select(entry => entry.Message))).ToList();
        var delivered = new List<IMessage>();
        while (queues.Count > 0)
        {
            if (delivered.Count > 0 && random.Next(3) == 0)
            {
                yield return delivered[random.Next(delivered.Count)];
                continue;
            }

            var queue = queues[random.Next(queues.Count)];
            var next = queue.Dequeue();
            delivered.Add(next);
            yield return next;
            if (queue.Count == 0)
            {
                queues.Remove(queue);
            }
        }

        foreach (var again in delivered.OrderBy(_ => random.Next()).Take(delivered.Count / 2))
        {
            yield return again;
        }
    }

    private static string QueueOf(Type messageType) => KnownSubscriptions.All.First(subscription => subscription.MessageTypes.Contains(messageType)).Queue;
}
