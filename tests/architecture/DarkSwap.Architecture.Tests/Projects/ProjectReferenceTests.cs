namespace DarkSwap.Architecture.Tests.Projects;

/// <summary>Dependencies point down only. A project that is not named here may not exist, so that whoever adds one decides where it stands.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly string[] Foundations = ["DarkSwap.Primitives", "DarkSwap.Cryptography"];

    private static readonly string[] ForServices =
    [
        "DarkSwap.Contracts", "DarkSwap.Contracts.Wire", "DarkSwap.Primitives", "DarkSwap.Cryptography", "DarkSwap.Messaging", "DarkSwap.Hosting",
    ];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["DarkSwap.Contracts"] = [],
        ["DarkSwap.Primitives"] = [],
        ["DarkSwap.Cryptography"] = ["DarkSwap.Primitives"],
        ["DarkSwap.Contracts.Wire"] = Foundations,
        ["DarkSwap.Bitcoin"] = Foundations,
        ["DarkSwap.WebRtc"] = Foundations,
        ["DarkSwap.Libp2p"] = [.. Foundations, "DarkSwap.WebRtc"],
        ["DarkSwap.Messaging"] = ["DarkSwap.Contracts", "DarkSwap.Primitives"],
        ["DarkSwap.Hosting"] = ["DarkSwap.Contracts", "DarkSwap.Primitives", "DarkSwap.Cryptography", "DarkSwap.Messaging"],
        ["DarkSwap.Connectivity"] = [.. ForServices, "DarkSwap.Libp2p", "DarkSwap.WebRtc"],
        ["DarkSwap.Orderbook"] = ForServices,
        ["DarkSwap.Trade"] = ForServices,
        ["DarkSwap.Psbt"] = [.. ForServices, "DarkSwap.Bitcoin"],
        ["DarkSwap.Metrics"] = ForServices,
        ["DarkSwap.Gateway"] = ForServices,
        ["DarkSwap.Sdk"] = [.. Foundations, "DarkSwap.Contracts.Wire"],
        ["DarkSwap.Sdk.Example"] = ["DarkSwap.Sdk"],
        ["DarkSwap.Cli"] = ["DarkSwap.Sdk", "DarkSwap.Contracts.Wire", "DarkSwap.Primitives"],
        ["DarkSwap.Standalone"] = [.. ForServices, "DarkSwap.Connectivity", "DarkSwap.Orderbook", "DarkSwap.Trade", "DarkSwap.Psbt", "DarkSwap.Metrics", "DarkSwap.Gateway"],
    };

    /// <summary>Libraries that know nothing of web servers, databases or buses.</summary>
    private static readonly string[] Pure =
    [
        "DarkSwap.Contracts", "DarkSwap.Contracts.Wire", "DarkSwap.Primitives", "DarkSwap.Cryptography", "DarkSwap.Bitcoin", "DarkSwap.Libp2p", "DarkSwap.WebRtc",
    ];

    private static readonly string[] KeptFromPure = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "MassTransit", "Npgsql", "Microsoft.Data.Sqlite", "RabbitMQ", "Swashbuckle", "Yarp"];

    public static TheoryData<string> Products => [.. ProjectFile.All.Where(project => project.IsProduct).Select(project => project.Name)];

    public static TheoryData<string> PureProducts => [.. ProjectFile.All.Where(project => Pure.Contains(project.Name)).Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Products))]
    public void References_only_what_lies_below_it(string name)
    {
        Allowed.ShouldContainKey(name, "a new project needs its place in this table");

        Find(name).Projects.Except(Allowed[name]).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(PureProducts))]
    public void A_pure_library_names_no_web_server_database_or_bus_in_its_project(string name)
    {
        var project = Find(name);

        project.UsesAspNetCore.ShouldBeFalse();
        project.Packages.Where(package => KeptFromPure.Any(kept => package.StartsWith(kept, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(PureProducts))]
    public void A_pure_library_was_compiled_against_no_web_server_database_or_bus(string name)
    {
        var assembly = System.Reflection.Assembly.Load(name);

        assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(reference => KeptFromPure.Any(kept => reference.StartsWith(kept, StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_product_references_a_test() =>
        ProjectFile.All.Where(project => project.IsProduct).SelectMany(project => project.Projects)
            .Where(reference => reference.EndsWith(".Tests", StringComparison.Ordinal) || reference == "DarkSwap.Testing")
            .ShouldBeEmpty();

    [Fact]
    public void Services_carry_no_appsettings() =>
        ProjectFile.All.Where(project => project.IsProduct).SelectMany(project => Directory.EnumerateFiles(project.Folder, "appsettings*.json")).ShouldBeEmpty();

    private static ProjectFile Find(string name) => ProjectFile.All.Single(project => project.Name == name);
}
