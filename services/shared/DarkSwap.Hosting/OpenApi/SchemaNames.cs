namespace DarkSwap.Hosting.OpenApi;

/// <summary>Short names of the document's schemas. Two types of one name fail when the document is made, not when somebody reads it.</summary>
internal static class SchemaNames
{
    public static string Of(Type type)
    {
        if (!type.IsGenericType)
        {
            return type.Name;
        }

        var arguments = string.Concat(type.GetGenericArguments().Select(Of));
        return $"{arguments}{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}";
    }
}
