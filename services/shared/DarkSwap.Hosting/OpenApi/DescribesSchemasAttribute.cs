namespace DarkSwap.Hosting.OpenApi;

/// <summary>Metadata of an endpoint whose answer carries JSON inside another format, such as events: puts the schemas of these types into the document, so that SDKs have them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DescribesSchemasAttribute(params Type[] types) : Attribute
{
    public IReadOnlyList<Type> Types { get; } = types;
}
