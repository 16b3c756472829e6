using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Fixtures;

public sealed class BitcoinNodeTests(BitcoinNodeFixture fixture) : IClassFixture<BitcoinNodeFixture>
{
    private const string WitnessAddress = "bcrt1qq6hag67dl53wl99vzg42z8eyzfz2xlkvwk6f7m";
    private const string TaprootAddress = "bcrt1pet7ep3czdu9k4wvdlz2fp5p8x2yp7t6ttyqg2c6cmh0lgeuu9laspse7la";
    private readonly BitcoinNode node = fixture.Node;

    [Fact]
    public async Task Pays_each_address_one_confirmed_output_of_the_exact_amount()
    {
        var paid = await node.FundAsync([(WitnessAddress, 123_456), (TaprootAddress, 5_000_000_000)], CancellationToken.None);

        paid.Select(output => output.Satoshis).ShouldBe([123_456, 5_000_000_000]);
        (await node.ScanTxOutSetAsync($"addr({WitnessAddress})", CancellationToken.None)).ShouldBe([paid[0]]);
        (await node.ScanTxOutSetAsync($"addr({TaprootAddress})", CancellationToken.None)).ShouldBe([paid[1]]);
    }

    [Fact]
    public async Task Keeps_its_chain_over_a_stop_and_forgets_an_invalidated_block()
    {
        var height = await node.GetHeightAsync(CancellationToken.None);
        var blocks = await node.MineAsync(2, CancellationToken.None);

        await node.StopAsync(CancellationToken.None);
        await node.StartAgainAsync(CancellationToken.None);
        (await node.GetHeightAsync(CancellationToken.None)).ShouldBe(height + 2);

        await node.InvalidateBlockAsync(blocks[0], CancellationToken.None);
        (await node.GetHeightAsync(CancellationToken.None)).ShouldBe(height);
    }

    [Fact]
    public async Task Tells_the_code_of_a_refusal()
    {
        var refusal = await Should.ThrowAsync<BitcoinRpcException>(() => node.SendAsync("00", CancellationToken.None));

        refusal.Code.ShouldBe(-22);
    }
}
