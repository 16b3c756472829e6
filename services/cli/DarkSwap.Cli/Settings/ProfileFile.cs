using System.Text.Json;
using DarkSwap.Cli.Running;

namespace DarkSwap.Cli.Settings;

/// <summary>The configuration file: named profiles, and which is used when none is named. It names files with secrets, never secrets.</summary>
internal sealed record ProfileFile
{
    private const long MaximumLength = 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Name of the profile that is used.</summary>
    public string? Current { get; init; }

    public IReadOnlyDictionary<string, Profile> Profiles { get; init; } = new Dictionary<string, Profile>();

    /// <summary><c>$DARKSWAP_CONFIG</c>, or <c>darkswap/config.json</c> below <c>$XDG_CONFIG_HOME</c> or <c>~/.config</c>.</summary>
    public static string PathOf(CliEnvironment environment) =>
        environment.Variable("DARKSWAP_CONFIG")
        ?? Path.Combine(environment.Variable("XDG_CONFIG_HOME") ?? Path.Combine(environment.Variable("HOME") ?? ".", ".config"), "darkswap", "config.json");

    public static ProfileFile Load(CliEnvironment environment)
    {
        var path = PathOf(environment);
        if (!File.Exists(path))
        {
            return new ProfileFile();
        }

        try
        {
            return new FileInfo(path).Length <= MaximumLength ? JsonSerializer.Deserialize<ProfileFile>(File.ReadAllText(path), Json) ?? new ProfileFile() : throw new UsageException($"{path} is too long");
        }
        catch (JsonException wrong)
        {
            throw new UsageException($"{path} cannot be read: {wrong.Message}");
        }
    }

    /// <summary>Null when no profile is named here or there.</summary>
    public Profile? Find(string? name) => (name ?? Current) is not { } wanted ? null : Profiles.TryGetValue(wanted, out var profile) ? profile : throw new UsageException($"there is no profile '{wanted}'; see: darkswap profiles list");

    /// <summary>Written aside and renamed, readable by its user alone.</summary>
    public void Save(CliEnvironment environment)
    {
        var path = Path.GetFullPath(PathOf(environment));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var temporary = path + ".new";
        File.Delete(temporary);
        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, this, Json);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
