using System.Text.Json;

namespace DarkSwap.Libp2p.Tests.Multiformats;

/// <summary>The published vectors of Multiformats/Vectors.</summary>
internal static class Vectors
{
    internal static JsonElement Read(string name)
    {
        using var file = typeof(Vectors).Assembly.GetManifestResourceStream(name + ".json")!;
        using var document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }

    internal static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    internal static IEnumerable<string> Texts(this JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);
}
