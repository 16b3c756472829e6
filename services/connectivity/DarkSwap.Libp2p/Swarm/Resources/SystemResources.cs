using System.Globalization;

namespace DarkSwap.Libp2p.Swarm.Resources;

/// <summary>What the process may use, as far as the system tells.</summary>
internal static class SystemResources
{
    private const long SmallestMemory = 64 * 1024 * 1024;
    private const long LargestMemory = 1024 * 1024 * 1024;
    private const int UsualFileHandles = 1024;
    private const int MostFileHandles = 1_000_000;

    /// <summary>An eighth of the memory that the runtime sees, in bytes; a control group's limit is part of that.</summary>
    internal static long MemoryLimit() => Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8, SmallestMemory, LargestMemory);

    /// <summary>Half of the file handles that the process may open.</summary>
    internal static int FileHandleLimit() => (OperatingSystem.IsLinux() ? ReadLimit() : UsualFileHandles) / 2;

    private static int ReadLimit()
    {
        const string Name = "Max open files";
        var line = File.ReadLines("/proc/self/limits").FirstOrDefault(text => text.StartsWith(Name, StringComparison.Ordinal));
        var soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Min(limit, MostFileHandles) : MostFileHandles;
    }
}
