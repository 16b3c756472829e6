namespace DarkSwap.Testing;

/// <summary>A program of this checkout, as it was built with the tests.</summary>
public static class BuiltProgram
{
    /// <param name="folder">Of the project, from the checkout's root: <c>services/trade/DarkSwap.Trade</c>.</param>
    /// <param name="environment">Added to this process's own.</param>
    public static ChildProcess Start(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment)
    {
        var program = RepositoryFolder.File(folder, "bin", RepositoryFolder.Configuration, "net10.0", $"{Path.GetFileName(folder)}.dll");
        return ChildProcess.Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments], environment);
    }
}
