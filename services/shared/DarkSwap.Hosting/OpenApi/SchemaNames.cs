using System.Collections.Concurrent;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Short names of the document's schemas. Where two services have a type of one name, the later in the document has its service's name before it.</summary>
internal sealed class SchemaNames
{
    private const int ServiceSegment = 1;

    private readonly ConcurrentDictionary<string, Type> owners = new(StringComparer.Ordinal);

    public string Of(Type type)
    {
        var name = ShortNameOf(type);
        if (owners.GetOrAdd(name, type) == type)
        {
            return name;
        }

        var service = type.Namespace?.Split('.').ElementAtOrDefault(ServiceSegment) ?? string.Empty;
        return $"{service}{name}";
    }

    private string ShortNameOf(Type type)
    {
        if (!type.IsGenericType)
        {
            return type.Name;
        }

        var arguments = string.Concat(type.GetGenericArguments().Select(Of));
        return $"{arguments}{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}";
    }
}
