using System.Collections;
using System.Reflection;
using DarkSwap.Contracts;
using DarkSwap.Messaging.Delivery.Broker;
using DarkSwap.Messaging.Serialization;
using FsCheck;
using FsCheck.Fluent;
using MassTransit;
using MassTransit.Context;
using MassTransit.Serialization;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

/// <summary>Every record of the contracts survives the library's serializer, with the rules of the outbox.</summary>
public sealed class ContractsOnTheWireTests
{
    private static readonly MethodInfo RoundTripMethod = typeof(ContractsOnTheWireTests).GetMethod(nameof(RoundTrip), BindingFlags.NonPublic | BindingFlags.Static)!;

    static ContractsOnTheWireTests() => SystemTextJsonMessageSerializer.Options = BusJson.Configure(SystemTextJsonMessageSerializer.Options);

    public static TheoryData<Type> Records { get; } =
        [.. typeof(IMessage).Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.GetMethod("<Clone>$") is not null)];

    [Theory]
    [MemberData(nameof(Records))]
    public void Comes_back_as_it_was_sent(Type type) => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed => RoundTripMethod.MakeGenericMethod(type).Invoke(null, [seed])).QuickCheckThrowOnFailure();

    private static void RoundTrip<TMessage>(int seed)
        where TMessage : class
    {
        var message = (TMessage)RandomRecords.Make(typeof(TMessage), new Random(seed));
        var sent = new MessageSendContext<TMessage>(message) { MessageId = NewId.NextGuid() };
        var bytes = SystemTextJsonMessageSerializer.Instance.GetMessageBody(sent).GetBytes();

        var read = SystemTextJsonMessageSerializer.Instance.Deserialize(new BytesMessageBody(bytes), new DictionarySendHeaders(new Dictionary<string, object?>()));

        read.TryGetMessage(out TMessage? received).ShouldBeTrue();
        Describe(received!).ShouldBe(Describe(message));
        if (message is IMessage outgoing)
        {
            using var envelope = System.Text.Json.JsonDocument.Parse(bytes);
            var stored = MessageSerializer.Deserialize(MessageSerializer.NameOf(typeof(TMessage)), envelope.RootElement.GetProperty("message").GetRawText());
            MessageSerializer.Serialize(stored).ShouldBe(MessageSerializer.Serialize(outgoing));
        }
    }

    /// <summary>All values in order, bytes and lists too, which records compare by reference.</summary>
    private static string Describe(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        byte[] bytes => Convert.ToHexString(bytes),
        IEnumerable items => $"[{string.Join(",", items.Cast<object?>().Select(Describe))}]",
        _ when value.GetType().Assembly == typeof(IMessage).Assembly && !value.GetType().IsEnum =>
            $"{{{string.Join(",", value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0).Select(property => $"{property.Name}={Describe(property.GetValue(value))}"))}}}",
        DateTimeOffset time => time.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
