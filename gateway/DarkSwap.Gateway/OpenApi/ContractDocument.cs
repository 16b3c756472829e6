using System.Text.Json.Nodes;

namespace DarkSwap.Gateway.OpenApi;

/// <summary>The contract that is checked in, as it was when this program was built: what is said of a service that has not been seen yet.</summary>
internal static class ContractDocument
{
    private const string Resource = "darkswap-v1.json";

    public static JsonObject Read()
    {
        using var stream = typeof(ContractDocument).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not in the assembly.");
        return JsonNode.Parse(stream)!.AsObject();
    }
}
