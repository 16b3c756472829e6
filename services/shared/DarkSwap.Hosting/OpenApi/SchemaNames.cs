using System.Collections.Concurrent;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Short names of the document's schemas. Services that are described apart must not use one name for two things, or their documents could not be joined.</summary>
internal sealed class SchemaNames
{
    private readonly ConcurrentDictionary<string, Type> owners = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">Another type has the name.</exception>
    public string Of(Type type)
    {
        var name = ShortNameOf(type);
        var owner = owners.GetOrAdd(name, type);
        return owner == type ? name : throw new InvalidOperationException($"{owner} and {type} would both be {name} in the API's document: give one another name");
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
