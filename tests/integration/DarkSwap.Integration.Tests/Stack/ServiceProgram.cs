using System.Globalization;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Stack;

/// <summary>The program of one service, as the build leaves it beside the standalone node's.</summary>
internal static class ServiceProgram
{
    public static readonly IReadOnlyList<string> Services = ["connectivity", "orderbook", "trade", "psbt", "gateway"];

    public static ChildProcess Start(string service, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var assembly = $"DarkSwap.{CultureInfo.InvariantCulture.TextInfo.ToTitleCase(service)}.dll";
        var program = RepositoryFolder.File("services", "standalone", "DarkSwap.Standalone", "bin", RepositoryFolder.Configuration, "net10.0", assembly);
        return ChildProcess.Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments], environment);
    }
}
