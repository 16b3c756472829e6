using System.Net;
using System.Net.Sockets;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Standalone;

/// <summary>What cannot be is one clear line on standard error and exit code 2.</summary>
public sealed class StandaloneRefusalTests
{
    [Theory]
    [InlineData("--network", "moonnet", "darkswap: network is one of regtest, signet, testnet3, testnet4, mainnet, not 'moonnet'")]
    [InlineData("--api", "8080", "darkswap: api is an address and port such as 127.0.0.1:8080, not '8080'")]
    [InlineData("--bitcoin-rpc", "ftp://a:b@c", "darkswap: bitcoinRpc is a URL such as http://127.0.0.1:18443")]
    [InlineData("--listen", "127.0.0.1:9000", "darkswap: libp2p:listenAddresses:0 is a multiaddress such as /ip4/127.0.0.1/tcp/9000, not '127.0.0.1:9000'")]
    [InlineData("--bootstrap", "nobody", "darkswap: libp2p:bootstrapPeers:0 is a multiaddress such as /ip4/127.0.0.1/tcp/9000, not 'nobody'")]
    [InlineData("--bogus", "1", "darkswap: Unrecognized command or argument '--bogus'.\ndarkswap: Unrecognized command or argument '1'.")]
    public async Task Refuses_an_option_that_does_not_fit(string option, string value, string error)
    {
        using var folder = new TemporaryFolder();
        await using var process = StandaloneProcess.Start(null, "--data", folder.Path, option, value);

        (await process.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(2, process.Describe());
        process.Errors.Trim().ShouldBe(error);
        process.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_to_listen_where_there_is_no_transport_and_names_the_address()
    {
        using var folder = new TemporaryFolder();
        await using var process = StandaloneProcess.StartIn(folder, "--listen", "/ip4/127.0.0.1/udp/0/quic-v1");

        (await process.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(2, process.Describe());
        process.Errors.Trim().Split('\n').Count(line => line.StartsWith("darkswap: ", StringComparison.Ordinal)).ShouldBe(1);
        process.Errors.ShouldContain("/ip4/127.0.0.1/udp/0/quic-v1");
    }

    [Fact]
    public async Task Refuses_a_port_that_another_program_has()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var process = StandaloneProcess.StartIn(folder, "--api", other.LocalEndpoint.ToString()!);

        (await process.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldNotBe(0, process.Describe());
        process.Errors.ShouldContain($"darkswap: Failed to bind to address http://{other.LocalEndpoint}");
    }

    [Fact]
    public async Task Refuses_a_value_from_the_environment_by_the_documented_key()
    {
        using var folder = new TemporaryFolder();
        await using var process = StandaloneProcess.Start(new Dictionary<string, string?> { ["DARKSWAP_LIBP2P__DHT__KBUCKETSIZE"] = "many" }, "--data", folder.Path);

        (await process.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(2, process.Describe());
        process.Errors.Trim().ShouldBe("darkswap: libp2p:dht:kBucketSize is a whole number from 1 to 100, not 'many'");
    }

    [Fact]
    public async Task Refuses_a_data_folder_that_is_a_file()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("data"), string.Empty);
        await using var process = StandaloneProcess.Start(null, "--data", folder.File("data"));

        (await process.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(2, process.Describe());
        process.Errors.Trim().Split('\n').Length.ShouldBe(1);
    }
}
