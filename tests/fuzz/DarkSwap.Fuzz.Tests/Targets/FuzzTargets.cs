using DarkSwap.Fuzz.Tests.Engine;

namespace DarkSwap.Fuzz.Tests.Targets;

/// <summary>Everything that is fed. A new parser is a target in the list of its room.</summary>
internal static class FuzzTargets
{
    internal static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. MultiformatTargets.All,
        .. IdentityTargets.All,
        .. ConnectionTargets.All,
        .. SecurityTargets.All,
        .. RecordTargets.All,
        .. MuxerTargets.All,
        .. TransportTargets.All,
        .. WireTargets.All,
    ];

    internal static FuzzTarget Find(string name) => All.Single(target => target.Name == name);
}
