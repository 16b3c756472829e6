using System.Text.Json;

namespace DarkSwap.Connectivity.Endpoints;

/// <summary>Names of our own enumerations as the API writes them.</summary>
internal static class JsonNames
{
    public static string Of(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
