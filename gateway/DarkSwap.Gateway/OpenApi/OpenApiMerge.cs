using System.Text.Json.Nodes;

namespace DarkSwap.Gateway.OpenApi;

/// <summary>Makes one document of several that describe parts of one API.</summary>
internal static class OpenApiMerge
{
    private const string Paths = "paths";
    private const string Components = "components";
    private const string Tags = "tags";
    private const string Reference = "$ref";
    private const string ReferencePrefix = "#/components/";

    /// <summary>Everything that describes the document itself is the first part's. What two parts have under one name is the earlier part's.</summary>
    public static JsonObject Join(IReadOnlyList<JsonObject> parts)
    {
        var whole = parts[0].DeepClone().AsObject();
        foreach (var part in parts.Skip(1))
        {
            Add(whole, Paths, part[Paths] as JsonObject);
            foreach (var (kind, components) in (part[Components] as JsonObject) ?? [])
            {
                if (whole[Components] is not JsonObject all)
                {
                    whole[Components] = all = [];
                }

                Add(all, kind, components as JsonObject);
            }
        }

        whole[Tags] = TagsOf(parts);
        return whole;
    }

    /// <summary>What a document says of some of its paths, with all that they refer to.</summary>
    public static JsonObject Select(JsonObject document, Predicate<string> isWanted)
    {
        var part = new JsonObject { [Paths] = new JsonObject(), [Components] = new JsonObject() };
        var tags = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, item) in (document[Paths] as JsonObject) ?? [])
        {
            if (item is not null && isWanted(path))
            {
                part[Paths]![path] = item.DeepClone();
                CopyReferences(item, document, part);
                tags.UnionWith(item.AsObject().Select(operation => operation.Value?[Tags] as JsonArray).OfType<JsonArray>().SelectMany(names => names).Select(name => (string)name!));
            }
        }

        foreach (var (name, scheme) in (document[Components]?["securitySchemes"] as JsonObject) ?? [])
        {
            Put(part, "securitySchemes", name, scheme!);
        }

        part[Tags] = new JsonArray([.. ((document[Tags] as JsonArray) ?? []).Where(tag => tags.Contains((string)tag!["name"]!)).Select(tag => tag!.DeepClone())]);
        return part;
    }

    private static void CopyReferences(JsonNode node, JsonObject document, JsonObject part)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array.OfType<JsonNode>())
            {
                CopyReferences(item, document, part);
            }
        }
        else if (node is JsonObject properties)
        {
            foreach (var (name, value) in properties)
            {
                if (name == Reference && value is JsonValue && ((string)value!).StartsWith(ReferencePrefix, StringComparison.Ordinal))
                {
                    CopyReference(((string)value!)[ReferencePrefix.Length..].Split('/'), document, part);
                }
                else if (value is not null)
                {
                    CopyReferences(value, document, part);
                }
            }
        }
    }

    private static void CopyReference(string[] place, JsonObject document, JsonObject part)
    {
        if (place is [var kind, var name] && document[Components]?[kind]?[name] is { } component && part[Components]![kind]?[name] is null)
        {
            Put(part, kind, name, component);
            CopyReferences(component, document, part);
        }
    }

    private static void Put(JsonObject part, string kind, string name, JsonNode component)
    {
        var components = part[Components]!.AsObject();
        if (components[kind] is not JsonObject all)
        {
            components[kind] = all = [];
        }

        all[name] = component.DeepClone();
    }

    private static void Add(JsonObject whole, string name, JsonObject? part)
    {
        if (whole[name] is not JsonObject all)
        {
            whole[name] = all = [];
        }

        foreach (var (key, value) in part ?? [])
        {
            if (!all.ContainsKey(key))
            {
                all[key] = value?.DeepClone();
            }
        }
    }

    private static JsonArray TagsOf(IReadOnlyList<JsonObject> parts) =>
    [
        .. parts.SelectMany(part => (part[Tags] as JsonArray) ?? []).OfType<JsonObject>()
            .DistinctBy(tag => (string?)tag["name"])
            .OrderBy(tag => (string?)tag["name"], StringComparer.Ordinal)
            .Select(tag => tag.DeepClone()),
    ];
}
