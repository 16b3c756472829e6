namespace DarkSwap.Hosting.OpenApi;

/// <summary>Describes a text in the API's document as what it has to be. For values that are read as text, so that every wrong one can be named, or that have no type of their own in JSON.</summary>
/// <param name="type">An enum, <see cref="int"/>, <see cref="long"/> in a string, <see cref="Int128"/> or <see cref="UInt128"/>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class DescribedAsAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;

    /// <summary>Least value of a number; <see cref="int.MinValue"/> for none.</summary>
    public int Minimum { get; init; } = int.MinValue;

    /// <summary>Greatest value of a number; <see cref="int.MaxValue"/> for none.</summary>
    public int Maximum { get; init; } = int.MaxValue;
}
