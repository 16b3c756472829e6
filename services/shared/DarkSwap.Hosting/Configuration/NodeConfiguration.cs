using System.Text.RegularExpressions;
using DarkSwap.Hosting.Node;
using Microsoft.Extensions.Configuration;

namespace DarkSwap.Hosting.Configuration;

/// <summary>Puts the configuration together: file in the data folder, then environment, then options. A list given later replaces the whole list, not its first entries.</summary>
public static partial class NodeConfiguration
{
    public const string FileName = "darkswap.json";
    public const string EnvironmentPrefix = "DARKSWAP_";

    /// <exception cref="StartRefusedException">The file is not JSON.</exception>
    public static IReadOnlyDictionary<string, string?> Load(IReadOnlyDictionary<string, string?> options)
    {
        var environment = Flatten(new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).Build());
        var folder = options.GetValueOrDefault(DataFolder.Key) ?? environment.GetValueOrDefault(DataFolder.Key) ?? DataFolder.Default;
        var settings = ReadFile(Path.Combine(folder, FileName));
        Overlay(settings, environment);
        Overlay(settings, options);
        settings[DataFolder.Key] = folder;
        return settings;
    }

    private static Dictionary<string, string?> ReadFile(string path)
    {
        try
        {
            return Flatten(new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path), optional: true, reloadOnChange: false).Build());
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"{path} cannot be read as JSON: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }

    private static Dictionary<string, string?> Flatten(IConfiguration configuration) =>
        new(configuration.AsEnumerable().Where(pair => pair.Value is not null), StringComparer.OrdinalIgnoreCase);

    private static void Overlay(Dictionary<string, string?> lower, IEnumerable<KeyValuePair<string, string?>> upper)
    {
        var entries = upper.ToList();
        foreach (var list in entries.Select(pair => ListRoot().Match(pair.Key)).Where(match => match.Success).Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            foreach (var replaced in lower.Keys.Where(key => key.StartsWith(list, StringComparison.OrdinalIgnoreCase)).ToList())
            {
                lower.Remove(replaced);
            }
        }

        foreach (var (key, value) in entries)
        {
            lower[key] = value;
        }
    }

    /// <summary>Everything before the first list position.</summary>
    [GeneratedRegex("^.*?:(?=[0-9]+(:|$))")]
    private static partial Regex ListRoot();
}
