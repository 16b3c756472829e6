using System.Text.Json;

namespace DarkSwap.Bitcoin.Tests;

/// <summary>Published vectors, copied beside the tests.</summary>
internal static class VectorFile
{
    public static string PathOf(string relativePath) => Path.Combine(AppContext.BaseDirectory, "Vectors", relativePath);

    public static JsonElement ReadJson(string relativePath)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(relativePath)));
        return document.RootElement.Clone();
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static byte[] Hex(this JsonElement element, string name) => Convert.FromHexString(element.Text(name));
}
