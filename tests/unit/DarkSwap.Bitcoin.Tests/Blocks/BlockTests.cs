using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Tests.Blocks;

public class BlockTests
{
    private const string Genesis =
        "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c0101000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000";

    [Fact]
    public void Reads_the_genesis_block()
    {
        var block = Block.Parse(Convert.FromHexString(Genesis));
        block.Header.Hash.ToString().ShouldBe("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
        block.Transactions[0].Id.ToString().ShouldBe("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b");
        block.Transactions[0].IsCoinbase.ShouldBeTrue();
        block.HasValidMerkleRoot().ShouldBeTrue();
        Convert.ToHexStringLower(block.ToArray()).ShouldBe(Genesis);
    }

    [Fact]
    public void Refuses_a_block_that_is_cut_anywhere()
    {
        var bytes = Convert.FromHexString(Genesis);
        for (var length = 0; length < bytes.Length; length++)
        {
            Block.TryRead(bytes.AsSpan(0, length), out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void Notices_transactions_that_the_header_does_not_commit_to()
    {
        var block = Block.Parse(Convert.FromHexString(Genesis));
        var changed = block.Transactions[0].WithOutputs([new TransactionOutput(1, default)]);
        new Block(block.Header, [changed]).HasValidMerkleRoot().ShouldBeFalse();
        new Block(block.Header, [block.Transactions[0], block.Transactions[0]]).HasValidMerkleRoot().ShouldBeFalse();
        new Block(block.Header, []).HasValidMerkleRoot().ShouldBeFalse();
    }
}
