using DarkSwap.Contracts;
using DarkSwap.Messaging.Delivery.Broker;

namespace DarkSwap.Architecture.Tests.Messages;

/// <summary>For every service that consumes messages, two of it: one gets them as they were sent, the other twice, late and mixed up.</summary>
public sealed class ConsumerOrderTests
{
    private static readonly Dictionary<string, (Func<ConsumerStand> Start, int Runs)> Stands = new()
    {
        ["gateway"] = (() => new TradeServicesStand(), 25),
        ["psbt"] = (() => new TradeServicesStand(), 25),
        ["orderbook"] = (() => new OrderbookStand(), 12),
        ["trade"] = (() => new TradeStand(), 12),
        ["connectivity"] = (() => new ConnectivityStand(), 6),
    };

    public static TheoryData<string> Services => [.. KnownSubscriptions.All.Where(subscription => !subscription.IsForQuestions).Select(subscription => subscription.Service).Distinct()];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Messages_that_come_twice_late_and_mixed_up_leave_the_same_behind_as_in_order(string service)
    {
        Stands.ShouldContainKey(service, "a service that consumes messages is proved here");
        var (start, runs) = Stands[service];
        await using var orderly = start();
        await using var disorderly = start();
        await orderly.StartAsync();
        await disorderly.StartAsync();
        var delivered = new HashSet<Type>();

        for (var seed = 1; seed <= runs; seed++)
        {
            await orderly.PrepareAsync(seed);
            await disorderly.PrepareAsync(seed);
            var phases = orderly.MakeTraffic(seed);
            await DeliverAsync(orderly, phases, (sent, _) => sent);
            var random = new Random(seed);
            await DeliverAsync(disorderly, phases, (sent, earlier) => MessageSchedule.Of(sent, earlier, random));
            var (wanted, found) = (await orderly.ReadStateAsync(), await disorderly.ReadStateAsync());
            string[] differences = [.. wanted.Except(found).Select(line => $"missing: {line}"), .. found.Except(wanted).Select(line => $"besides: {line}")];
            differences.ShouldBeEmpty($"seed {seed}");
            found.Count.ShouldBe(wanted.Count, $"seed {seed}");
            delivered.UnionWith(phases.SelectMany(phase => phase).Select(sent => sent.Message.GetType()));
        }

        (await orderly.ReadStateAsync()).ShouldNotBeEmpty();
        MessagesOf(service).Where(type => !delivered.Contains(type)).ShouldBeEmpty("every message that the service consumes has to come");
    }

    private static IEnumerable<Type> MessagesOf(string service) => KnownSubscriptions.All
        .Where(subscription => subscription.Service == service && !subscription.IsForQuestions)
        .SelectMany(subscription => subscription.MessageTypes)
        .Where(type => typeof(IMessage).IsAssignableFrom(type));

    private static async Task DeliverAsync(
        ConsumerStand stand,
        IReadOnlyList<IReadOnlyList<SentMessage>> phases,
        Func<IReadOnlyList<SentMessage>, IReadOnlyList<SentMessage>, IEnumerable<SentMessage>> order)
    {
        var earlier = new List<SentMessage>();
        foreach (var phase in phases)
        {
            foreach (var sent in order(phase, earlier))
            {
                await stand.DeliverAsync(sent);
            }

            earlier.AddRange(phase);
            await stand.SettleAsync();
        }
    }
}
