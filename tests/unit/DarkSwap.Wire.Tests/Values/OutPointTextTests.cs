using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using Google.Protobuf;

namespace DarkSwap.Wire.Tests.Values;

public sealed class OutPointTextTests
{
    private const string TransactionId = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b";

    [Fact]
    public void Sends_transaction_ids_in_the_order_of_the_transactions_bytes()
    {
        OutPointText.TryRead($"{TransactionId}:7", out var outPoint).ShouldBeTrue();
        outPoint.TransactionId[0].ShouldBe((byte)0x3b);
        outPoint.TransactionId[31].ShouldBe((byte)0x4a);
        outPoint.Index.ShouldBe(7u);
        OutPointText.Of(outPoint).ShouldBe($"{TransactionId}:7");
    }

    [Theory]
    [InlineData(TransactionId)]
    [InlineData(TransactionId + ":")]
    [InlineData(TransactionId + ":01")]
    [InlineData(TransactionId + ":-1")]
    [InlineData(TransactionId + ":4294967296")]
    [InlineData(TransactionId + ":99999999999")]
    [InlineData("4A5E1E4BAAB89F3A32518A88C31BC87F618F76673E2CC77AB2127B7AFDEDA33B:0")]
    [InlineData("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33:0")]
    [InlineData("zz5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b:0")]
    [InlineData("")]
    [InlineData(null)]
    public void Refuses_what_is_not_the_one_text_of_an_outpoint(string? text) => OutPointText.TryRead(text, out _).ShouldBeFalse();

    [Fact]
    public void Refuses_a_transaction_id_of_another_length() =>
        OutPointText.Of(new WireOutPoint { TransactionId = ByteString.CopyFrom(new byte[31]) }).ShouldBeNull();
}
