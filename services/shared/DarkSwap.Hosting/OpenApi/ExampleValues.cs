using System.Text.Json.Nodes;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Values that fit fields of a name, from <c>examples.json</c>: the same order, coin and peer in every example. A key is a field's name, <c>Schema.field</c> where that one differs, a schema's name for an enum, or <c>?name</c> for a parameter that differs from the field.</summary>
internal static class ExampleValues
{
    private static readonly JsonObject Values = Load();

    /// <summary>Whether there is one; it may be null: that field is left out of examples.</summary>
    public static bool TryFind(out JsonNode? value, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (Values.TryGetPropertyValue(key, out var found))
            {
                value = found?.DeepClone();
                return true;
            }
        }

        value = null;
        return false;
    }

    private static JsonObject Load()
    {
        using var stream = typeof(ExampleValues).Assembly.GetManifestResourceStream($"{typeof(ExampleValues).Namespace}.examples.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
