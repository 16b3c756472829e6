using System.Globalization;

namespace DarkSwap.Benchmarks.Measurement;

/// <summary>Processor time of this process and all that descend from it (Linux, /proc/PID/stat): what something costs on the whole, also on a machine that does other things.</summary>
internal static class FamilyProcessorTime
{
    /// <summary>Fields after the command's name (proc(5)): parent, and user and system time of the process and of children that it has waited for.</summary>
    private const int Parent = 1;
    private const int FirstTime = 11;
    private const int LastTime = 14;

    /// <summary>Of a clock tick; Linux tells the times of processes in hundredths of a second.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    public static TimeSpan Now() => Sum(ByProgram());

    public static TimeSpan Sum(IReadOnlyDictionary<string, TimeSpan> programs) => programs.Values.Aggregate(TimeSpan.Zero, (sum, one) => sum + one);

    /// <summary>By the name of the program's file.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> ByProgram()
    {
        var processes = new Dictionary<int, (int Parent, long Ticks)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(Path.Combine(folder, "stat")) is { } process)
            {
                processes[id] = process;
            }
        }

        return processes.Keys.Where(IsOfFamily).GroupBy(NameOf).ToDictionary(program => program.Key, program => Tick * program.Sum(id => processes[id].Ticks), StringComparer.Ordinal);

        bool IsOfFamily(int id)
        {
            // Bounded: a parent may have changed while the list was read.
            for (var generation = 0; generation < 64 && processes.TryGetValue(id, out var process); generation++)
            {
                if (id == Environment.ProcessId)
                {
                    return true;
                }

                id = process.Parent;
            }

            return false;
        }
    }

    /// <summary>What each program took between two readings, most first, as microseconds of one operation.</summary>
    public static string Describe(IReadOnlyDictionary<string, TimeSpan> before, IReadOnlyDictionary<string, TimeSpan> after, int operations) => string.Join(
        ", ",
        after.Select(program => (Name: program.Key, Time: (program.Value - before.GetValueOrDefault(program.Key)).TotalMicroseconds / operations))
            .Where(program => program.Time >= 1)
            .OrderByDescending(program => program.Time)
            .Select(program => string.Create(CultureInfo.InvariantCulture, $"{program.Name} {program.Time:N0}")));

    /// <summary>The first argument that names a file, without the host that runs it.</summary>
    private static string NameOf(int id)
    {
        try
        {
            var arguments = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/cmdline").Split('\0');
            return Path.GetFileName(arguments.FirstOrDefault(argument => argument.EndsWith(".dll", StringComparison.Ordinal)) ?? arguments[0].Split(' ')[0].TrimEnd(':'));
        }
        catch (IOException)
        {
            return "ended";
        }
    }

    private static (int Parent, long Ticks)? Read(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[Parent], CultureInfo.InvariantCulture), fields[FirstTime..(LastTime + 1)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }
}
