using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Tests.Transactions;

public class OutPointTests
{
    private const string Id = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    [Theory]
    [InlineData("0")]
    [InlineData("7")]
    [InlineData("4294967295")]
    public void Prints_what_it_parsed(string index) => OutPoint.Parse($"{Id}:{index}").ToString().ShouldBe($"{Id}:{index}");

    [Fact]
    public void Shows_transaction_ids_in_reverse() => OutPoint.Parse($"{Id}:0").TransactionId.ToArray()[31].ShouldBe((byte)0);

    [Theory]
    [InlineData("")]
    [InlineData(Id)]
    [InlineData(Id + ":")]
    [InlineData(Id + ":00")]
    [InlineData(Id + ":-1")]
    [InlineData(Id + ": 1")]
    [InlineData(Id + ":4294967296")]
    [InlineData(Id + ":99999999999")]
    [InlineData("g" + Id + ":1")]
    public void Refuses_what_is_not_an_outpoint(string text) => OutPoint.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Sorts_by_the_text_of_the_id_and_then_by_number()
    {
        var other = Id.Replace("00", "01", StringComparison.Ordinal);
        OutPoint[] sorted = [.. new[] { $"{other}:0", $"{Id}:10", $"{Id}:9" }.Select(OutPoint.Parse).Order()];
        sorted.Select(point => point.ToString()).ShouldBe([$"{Id}:9", $"{Id}:10", $"{other}:0"]);
    }
}
