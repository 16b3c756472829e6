namespace DarkSwap.Integration.Tests.Processes;

/// <summary>Tests that share <see cref="StackServers"/>.</summary>
[CollectionDefinition(Name)]
public sealed class StackCollection : ICollectionFixture<StackServers>
{
    public const string Name = "process stacks";
}
