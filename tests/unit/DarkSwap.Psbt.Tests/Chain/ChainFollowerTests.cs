using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Tests.RuneIndex;

namespace DarkSwap.Psbt.Tests.Chain;

public sealed class ChainFollowerTests
{
    private readonly FakeChain chain = new();
    private readonly List<string> diary = [];
    private readonly RecordingObserver first;
    private readonly RecordingObserver second;

    public ChainFollowerTests()
    {
        chain.MineEmpty(3);
        first = new RecordingObserver("first", diary, 0);
        second = new RecordingObserver("second", diary, 2);
    }

    [Fact]
    public async Task Connects_each_block_to_all_observers_in_order_once_they_are_level()
    {
        await using var host = await FollowerHost.StartAsync(chain, first, second);

        await host.WaitForReadyAtAsync(chain.Tip);

        diary.ShouldBe(["first +0", "first +1", "first +2", "second +2", "first +3", "second +3"]);
    }

    [Fact]
    public async Task Takes_blocks_that_left_the_chain_back_in_reverse_order_and_connects_the_others()
    {
        await using var host = await FollowerHost.StartAsync(chain, first, second);
        await host.WaitForReadyAtAsync(chain.Tip);
        diary.Clear();
        chain.Invalidate(2);
        chain.MineEmpty(3);

        await host.WaitForReadyAtAsync(chain.Tip);

        diary.ShouldBe(["second -3", "first -3", "second -2", "first -2", "first +2", "second +2", "first +3", "second +3", "first +4", "second +4"]);
    }

    [Fact]
    public async Task Notices_a_branch_that_is_shorter()
    {
        await using var host = await FollowerHost.StartAsync(chain, first);
        await host.WaitForReadyAtAsync(chain.Tip);
        chain.Invalidate(2);
        chain.Mine();

        await host.WaitForReadyAtAsync(chain.Tip);

        first.Tip.ShouldBe(chain.Tip);
    }

    [Fact]
    public async Task An_observer_that_failed_goes_on_from_what_it_has_stored()
    {
        second.Failure = new InvalidOperationException("the database is away");
        await using var host = await FollowerHost.StartAsync(chain, first, second);

        (await host.WaitForAsync(status => status.State == ChainState.Failed)).Sentence.ShouldContain("the database is away");
        second.Failure = null;
        await host.WaitForReadyAtAsync(chain.Tip);

        first.Tip.ShouldBe(chain.Tip);
        second.Tip.ShouldBe(chain.Tip);
    }

    [Fact]
    public async Task An_observer_that_refuses_is_named_while_the_others_go_on()
    {
        first.Failure = new ObserverRefusedException(ChainState.Pruned, "The node is pruned: use another.");
        await using var host = await FollowerHost.StartAsync(chain, first, second);

        var status = await host.WaitForAsync(status => status.State == ChainState.Pruned && status.Observers[1].Tip == chain.Tip);

        status.Sentence.ShouldBe("The node is pruned: use another.");
        status.Observers[0].Refusal.ShouldNotBeNull();
        second.Tip.ShouldBe(chain.Tip);
    }

    [Theory]
    [InlineData(ChainSourceFault.Unreachable, ChainState.NodeDown)]
    [InlineData(ChainSourceFault.TimedOut, ChainState.NodeDown)]
    [InlineData(ChainSourceFault.Starting, ChainState.NodeStarting)]
    [InlineData(ChainSourceFault.AccessDenied, ChainState.AccessDenied)]
    public async Task A_node_that_cannot_be_asked_is_one_clear_state_until_it_can(ChainSourceFault fault, ChainState state)
    {
        await using var host = await FollowerHost.StartAsync(chain, first);
        await host.WaitForReadyAtAsync(chain.Tip);
        chain.Fault = new ChainSourceException(fault, "Start the node.");
        (await host.WaitForAsync(status => status.State == state)).Sentence.ShouldBe("Start the node.");
        chain.Fault = null;
        chain.Mine();

        await host.WaitForReadyAtAsync(chain.Tip);
    }

    [Fact]
    public async Task Another_network_than_the_configured_one_is_refused()
    {
        await using var host = await FollowerHost.StartAsync(chain, ChainNetwork.Mainnet, first);

        (await host.WaitForAsync(status => status.State == ChainState.WrongNetwork)).Sentence.ShouldContain("mainnet is configured");
        diary.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_regtest_than_before_is_refused()
    {
        await using var host = await FollowerHost.StartAsync(chain, first);
        await host.WaitForReadyAtAsync(chain.Tip);
        diary.Clear();
        chain.Invalidate(1);
        chain.MineEmpty(5);

        await host.WaitForAsync(status => status.State == ChainState.WrongNetwork);

        diary.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_regtest_gets_its_name_from_its_first_block()
    {
        chain.Invalidate(1);
        await using var host = await FollowerHost.StartAsync(chain, first);
        await host.WaitForAsync(status => status.State == ChainState.NoBlocks);
        chain.Mine();

        var status = await host.WaitForReadyAtAsync(chain.Tip);

        status.Network.ShouldBe(new NetworkIdentity(ChainNetwork.Regtest, "regtest:" + chain[1].Hash.ToString()[..8]));
    }

    [Fact]
    public async Task A_signet_gets_its_name_from_its_challenge()
    {
        chain.ChainName = "signet";
        chain.SignetChallenge = new byte[] { 0x51 };
        await using var host = await FollowerHost.StartAsync(chain, ChainNetwork.Signet, first);

        // SHA-256 of the byte 51 starts with these four bytes.
        (await host.WaitForReadyAtAsync(chain.Tip)).Network!.Name.ShouldBe("signet:4ae81572");
    }

    [Fact]
    public async Task A_node_behind_the_network_is_catching_up_and_followed_meanwhile()
    {
        chain.HeadersAhead = 100;
        await using var host = await FollowerHost.StartAsync(chain, first);

        var status = await host.WaitForAsync(status => status.State == ChainState.CatchingUp && status.Observers[0].Tip == chain.Tip);

        status.Sentence.ShouldBe("The Bitcoin node is at block 3 of 103: wait until it has caught up.");
    }

    [Fact]
    public async Task A_node_that_loads_its_chain_anew_is_no_reorganisation()
    {
        chain.ChainName = "testnet4";
        await using var host = await FollowerHost.StartAsync(chain, ChainNetwork.Testnet4, first);
        await host.WaitForReadyAtAsync(chain.Tip);
        var tip = chain.Tip;
        chain.Invalidate(2);
        chain.IsInitialBlockDownload = true;

        await host.WaitForAsync(status => status.State == ChainState.CatchingUp && status.Tip != tip);
        await using var restarted = await FollowerHost.StartAsync(chain, ChainNetwork.Testnet4, first);
        await restarted.WaitForAsync(status => status.State == ChainState.CatchingUp);

        first.Tip.ShouldBe(tip);
    }

    [Fact]
    public async Task Follows_more_blocks_than_fit_into_one_round()
    {
        chain.MineEmpty(200);
        await using var host = await FollowerHost.StartAsync(chain, first);

        await host.WaitForReadyAtAsync(chain.Tip);

        diary.Count.ShouldBe(204);
    }

    [Fact]
    public async Task Reports_what_came_into_the_mempool_and_what_left_it()
    {
        var staying = TestTransactions.Funding(1, TestTransactions.PlainScript);
        var leaving = TestTransactions.Funding(2, TestTransactions.PlainScript);
        chain.Mempool.AddRange([staying, leaving]);
        await using var host = await FollowerHost.StartAsync(chain, first);
        await host.WaitUntilAsync(() => first.Updates.Count == 1);
        chain.Mempool.Remove(leaving);

        await host.WaitUntilAsync(() => first.Updates.Count == 2);

        first.Updates[0].Added.Select(transaction => transaction.Id).ShouldBe([staying.Id, leaving.Id], ignoreOrder: true);
        first.Updates[1].Added.ShouldBeEmpty();
        first.Updates[1].Removed.ShouldBe([leaving.Id]);
        first.Updates[1].Present.ShouldBe([staying.Id]);
    }

    [Fact]
    public async Task Tells_an_empty_mempool_once_after_a_start()
    {
        await using var host = await FollowerHost.StartAsync(chain, first);

        await host.WaitUntilAsync(() => first.Updates.Count == 1);

        first.Updates[0].Present.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transaction_that_is_mined_while_the_mempool_is_read_leaves_it_after_its_block()
    {
        var mined = TestTransactions.Funding(1, TestTransactions.PlainScript);
        await using var host = await FollowerHost.StartAsync(chain, first);
        await host.WaitUntilAsync(() => first.Updates.Count == 1);
        chain.Mempool.Add(mined);
        await host.WaitUntilAsync(() => first.Updates.Count == 2);
        chain.AfterMempoolListed = () =>
        {
            chain.AfterMempoolListed = null;
            chain.Mine(mined);
        };

        await host.WaitUntilAsync(() => first.Updates.Count == 3);

        first.Updates[2].Removed.ShouldBe([mined.Id]);
        first.Updates[2].Tip.ShouldBe(chain.Tip);
    }
}
