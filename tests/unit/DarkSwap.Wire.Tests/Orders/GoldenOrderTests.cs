using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using static DarkSwap.Wire.Tests.Orders.OrderExamples;

namespace DarkSwap.Wire.Tests.Orders;

/// <summary>The exact bytes of one order of each kind: whoever changes them breaks every order that is signed.</summary>
public sealed class GoldenOrderTests
{
    private const string SellDocument =
        "08011210726567746573743a30663931383866311a24080112208a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c2a0d52554e45"
        + "3a3834303030303a33320342544338014210000000000000000000000000000f42404a1000000000000000000000000000000003521000000000000000000000"
        + "0000000000075a10000000000000000000000000000003e86080a0e3bbc39b98036880e0c0aa859e980372220a203ba3edfd7a7b12b27ac72c3e67768f617fc8"
        + "1bc3888a51323a9fb8aa4b1e5e4a72280a20982051fd1e4ba744bbbe680e1fee14677ba1a3c3540bf7b1cdb606e857233e0e10ffffffff0f78e8078001a0c21e";
    private const string SellId = "1545e361aad665be91cfd0076d09fab19b88f2ef7050e931772de0ad85165716";
    private const string BuyDocument =
        "08011210726567746573743a30663931383866311a24080112208a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c2a0d52554e45"
        + "3a3834303030303a33320342544338024210000000000000000000000000000f42404a1000000000000000000000000000000003521000000000000000000000"
        + "0000000000075a10000000000000000000000000000003e86080a0e3bbc39b98036880e0c0aa859e980378e8078001a0c21e";
    private const string BuyId = "53ed971411fce8ef395740719a7a96535324b60ac781753367b17c33e4b90aa7";
    private const string UpdatePayload =
        "0a20aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa10011a1000000000000000000000000000061a8022220a203ba3edfd7a7b"
        + "12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a2a42090909090909090909090909090909090909090909090909090909090909090909090909"
        + "090909090909090909090909090909090909090909090909090909090909308088ecc2869c98033801";
    private const string CancellationPayload = "0a20aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string CancellationEnvelope =
        "0a24080112208a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c12162f6461726b737761702f6f726465722d63616e63656c1a22"
        + "0a20aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2a409a5c04c6fd4d4aa105aa9aff20bd8a645c515afc31f76c1721389473"
        + "ec2c967607cf0b5ab5f0225e898b3830c586d5a8204cad8871b7edf066aa50d621a96405";

    [Fact]
    public void Terms_of_a_sell()
    {
        var document = OrderTermsCodec.Encode(Sell(Key(1).PublicKey));
        Convert.ToHexStringLower(document).ShouldBe(SellDocument);
        OrderTermsCodec.IdOf(document).ShouldBe(SellId);
    }

    [Fact]
    public void Terms_of_a_buy()
    {
        var document = OrderTermsCodec.Encode(Buy(Key(1).PublicKey));
        Convert.ToHexStringLower(document).ShouldBe(BuyDocument);
        OrderTermsCodec.IdOf(document).ShouldBe(BuyId);
    }

    [Fact]
    public void An_update() =>
        Convert.ToHexStringLower(SignedOrderUpdate.Payload(Update(new string('a', 64)))).ShouldBe(UpdatePayload);

    [Fact]
    public void A_cancellation() =>
        Convert.ToHexStringLower(SignedOrderCancellation.Payload(new string('a', 64))).ShouldBe(CancellationPayload);

    [Fact]
    public void A_signed_envelope() =>
        Convert.ToHexStringLower(SignedOrderCancellation.Seal(Key(1), Network, new string('a', 64))).ShouldBe(CancellationEnvelope);

    [Fact]
    public void Domains_and_messages()
    {
        SigningDomains.Order(Network).ShouldBe("darkswap-order-v1:regtest:0f9188f1");
        SigningDomains.Trade(Network).ShouldBe("darkswap-trade-v1:regtest:0f9188f1");
        SigningDomains.BackingMessage(Network, new string('a', 64)).ShouldBe($"darkswap-backing-v1:regtest:0f9188f1:{new string('a', 64)}");
        SigningDomains.TradeProofMessage(Network, Guid.Parse("0190A1B2-C3D4-7E5F-8A9B-0C1D2E3F4A5B"))
            .ShouldBe("darkswap-trade-v1:regtest:0f9188f1:0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
    }
}
