namespace DarkSwap.Hosting.OpenApi;

/// <summary>What a member or parameter may look like, for the API's document. Needed where <c>examples.json</c> beside this file has no value of that name, or one that does not fit.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ExampleAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
