using System.Collections.Concurrent;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Short names of the document's schemas. Where two services have a type of one name, the later in the document has its service's name before it.</summary>
internal sealed class SchemaNames
{
    private const int ServiceSegment = 1;
    private const string Suffix = "Response";

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

        var arguments = string.Concat(type.GetGenericArguments().Select(argument => WithoutSuffix(Of(argument))));
        return $"{arguments}{WithoutSuffix(type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)])}";
    }

    /// <summary>A page of <c>CoinResponse</c> is a <c>CoinPage</c>.</summary>
    private static string WithoutSuffix(string name) => name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
}
