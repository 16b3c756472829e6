using System.Text.Json;
using DarkSwap.Messaging.Serialization;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>JSON on the wire: MassTransit's envelope, and in it messages as the outbox writes them.</summary>
internal static class BusJson
{
    private static JsonSerializerOptions? options;

    /// <summary>MassTransit keeps one set of options for the whole process, which several hosts in one process set to the same.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions libraryOptions)
    {
        if (options is null)
        {
            var own = new JsonSerializerOptions(libraryOptions) { WriteIndented = false };
            MessageSerializer.ApplyRules(own);
            own.Converters.Insert(0, new StoredBody.Converter());
            Interlocked.CompareExchange(ref options, own, null);
        }

        return options;
    }
}
