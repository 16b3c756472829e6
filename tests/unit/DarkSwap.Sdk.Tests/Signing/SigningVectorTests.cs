using System.Text.Json;
using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Sdk.Api;
using DarkSwap.Sdk.Credentials;
using DarkSwap.Sdk.Json;
using DarkSwap.Sdk.Signing;
using DarkSwap.Testing;

namespace DarkSwap.Sdk.Tests.Signing;

/// <summary>The bytes that both SDKs sign (<c>contracts/sdk/vectors/orders.json</c>), and every draft that is not what was asked for.</summary>
public sealed class SigningVectorTests : IDisposable
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(File.ReadAllText(RepositoryFolder.File("contracts", "sdk", "vectors", "orders.json"))).RootElement;

    private readonly UserKey key = UserKey.FromSeed(Convert.FromHexString(Text("seed")));

    public static TheoryData<string> Fields => ["base", "side", "baseAmount", "price.quote", "price.base", "minimumFill", "expiresAt", "backing", "minimumFeeRate", "maximumFeeRate", "maker", "agent", "network", "createdAt"];

    public void Dispose() => key.Dispose();

    [Fact]
    public void The_keys_name_is_the_vectors()
    {
        key.PeerId.ShouldBe(Text("peerId"));
        Convert.ToBase64String(key.PublicKey).ShouldBe(Text("publicKey"));
    }

    [Fact]
    public void A_draft_of_what_was_asked_for_is_signed()
    {
        var draft = Check(Terms());

        draft.OrderId.ShouldBe(Text("orderId"));
        draft.BackingMessage.ShouldBe(Text("backingMessage"));
        Convert.ToBase64String(OrderTermsCodec.Encode(draft.Terms)).ShouldBe(Text("document"));
        Convert.ToBase64String(SignedOrderCreation.Seal(key.Private, draft.Terms, [Proof])).ShouldBe(Text("creation"));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_draft_that_differs_in_one_field_is_not_signed(string field)
    {
        var refusal = Should.Throw<RefusedToSignException>(() => Check(Altered(Terms(), field)));

        refusal.Differences.ShouldContain(difference => difference.StartsWith(field, StringComparison.Ordinal));
    }

    [Fact]
    public void A_draft_with_another_id_or_message_is_not_signed()
    {
        Should.Throw<RefusedToSignException>(() => Check(Terms(), orderId: new string('0', 64))).Differences.ShouldHaveSingleItem().ShouldStartWith("orderId");
        Should.Throw<RefusedToSignException>(() => Check(Terms(), backingMessage: "pay me")).Differences.ShouldHaveSingleItem().ShouldStartWith("backingMessage");
    }

    [Fact]
    public void Bytes_that_are_no_order_are_not_signed() =>
        Should.Throw<RefusedToSignException>(() => DraftCheck.Check(Asked(), Draft([.. Convert.FromBase64String(Text("document")), 0], null, null), Parties, CreatedAt));

    [Fact]
    public void A_change_that_was_asked_for_is_signed()
    {
        var payload = ChangeCheck.Check(Order(), AskedChange(), ChangeDraft(Convert.FromBase64String(Text("changePayload"))));

        Convert.ToBase64String(SignedEnvelope.Seal(key.Private, SigningDomains.Order(Text("network")), PayloadTypes.OrderUpdate, payload)).ShouldBe(Text("changeEnvelope"));
    }

    [Theory]
    [InlineData("remaining")]
    [InlineData("expiresAt")]
    [InlineData("suspended")]
    [InlineData("sequence")]
    [InlineData("backing")]
    [InlineData("proofs")]
    [InlineData("orderId")]
    public void A_change_that_differs_in_one_field_is_not_signed(string field)
    {
        var terms = SignedOrderUpdate.ReadPayload(Convert.FromBase64String(Text("changePayload"))).Value!;
        var altered = field switch
        {
            "remaining" => terms with { Remaining = 1 },
            "expiresAt" => terms with { ExpiresAt = terms.ExpiresAt.AddSeconds(1) },
            "suspended" => terms with { IsSuspended = false },
            "sequence" => terms with { Sequence = 1 },
            "backing" => terms with { Backing = [$"{new string('2', 64)}:0"] },
            "proofs" => terms with { Proofs = [[9]] },
            _ => terms with { OrderId = new string('0', 64) },
        };

        var refusal = Should.Throw<RefusedToSignException>(() => ChangeCheck.Check(Order(), AskedChange(), ChangeDraft(SignedOrderUpdate.Payload(altered))));

        refusal.Differences.ShouldHaveSingleItem().ShouldStartWith(field);
    }

    [Fact]
    public void A_change_may_say_less_remaining_than_known_but_never_more()
    {
        var terms = SignedOrderUpdate.ReadPayload(Convert.FromBase64String(Text("changePayload"))).Value!;
        var asked = AskedChange() with { Remaining = null };

        ChangeCheck.Check(Order(), asked, ChangeDraft(SignedOrderUpdate.Payload(terms with { Remaining = 900 })));
        Should.Throw<RefusedToSignException>(() => ChangeCheck.Check(Order(), asked, ChangeDraft(SignedOrderUpdate.Payload(terms with { Remaining = 1_001 }))));
    }

    [Fact]
    public void A_cancellation_is_the_vectors() =>
        Convert.ToBase64String(SignedOrderCancellation.Seal(key.Private, Text("network"), Text("orderId"))).ShouldBe(Text("cancellation"));

    [Fact]
    public void A_challenge_is_signed_as_the_vector()
    {
        var challenge = Vectors.GetProperty("challenge");
        var input = SignedEnvelope.SigningInput(SigningDomains.Authentication(challenge.GetProperty("audience").GetString()!), PayloadTypes.Challenge, challenge.GetProperty("nonce").GetBytesFromBase64());

        input.ShouldBe(challenge.GetProperty("signingInput").GetBytesFromBase64());
        key.Sign(input).ShouldBe(challenge.GetProperty("signature").GetBytesFromBase64());
    }

    private static byte[] Proof => Convert.FromBase64String(Text("proof"));

    private static DateTimeOffset CreatedAt => Vectors.GetProperty("createdAt").GetDateTimeOffset();

    private DraftParties Parties => new(key.PeerId, Text("agent"), Text("network"));

    private static string Text(string name) => Vectors.GetProperty(name).GetString()!;

    private static OrderDraftRequest Asked() => Vectors.GetProperty("asked").Deserialize<OrderDraftRequest>(SdkJson.Options)!;

    private static ChangeOrderRequest AskedChange() => Vectors.GetProperty("change").Deserialize<ChangeOrderRequest>(SdkJson.Options)!;

    private static OrderTerms Terms() => OrderTermsCodec.Decode(Convert.FromBase64String(Text("document"))).Value!;

    private OrderTerms Altered(OrderTerms terms, string field) => field switch
    {
        "base" => terms with { Base = Asset.Rune(840_000, 4) },
        "side" => terms with { Side = OrderDocumentSide.Buy },
        "baseAmount" => terms with { BaseAmount = terms.BaseAmount - 1 },
        "price.quote" => terms with { PriceNumerator = 4 },
        "price.base" => terms with { PriceDenominator = 1_001 },
        "minimumFill" => terms with { MinimumFill = 999 },
        "expiresAt" => terms with { ExpiresAt = terms.ExpiresAt.AddMicroseconds(1) },
        "backing" => terms with { Backing = [$"{new string('2', 64)}:0"] },
        "minimumFeeRate" => terms with { MinimumFeeRate = 1 },
        "maximumFeeRate" => terms with { MaximumFeeRate = 10_001 },
        "agent" => terms with { Agent = PeerId.FromPublicKey(terms.Maker) },
        "network" => terms with { Network = "main:00000000" },
        "createdAt" => terms with { CreatedAt = terms.CreatedAt.AddMinutes(-6) },
        _ => terms with { Maker = OtherKey() },
    };

    private static PublicKey OtherKey()
    {
        using var other = PrivateKey.FromSeed(new byte[32]);
        return other.PublicKey;
    }

    private CheckedDraft Check(OrderTerms terms, string? orderId = null, string? backingMessage = null) =>
        DraftCheck.Check(Asked(), Draft(OrderTermsCodec.Encode(terms), orderId, backingMessage), Parties, CreatedAt.AddMinutes(1));

    private static OrderDraftResponse Draft(byte[] document, string? orderId, string? backingMessage)
    {
        var id = OrderTermsCodec.IdOf(document);
        var json = JsonSerializer.Serialize(new
        {
            orderId = orderId ?? id,
            document,
            network = Text("network"),
            backingMessage = backingMessage ?? SigningDomains.BackingMessage(Text("network"), id),
            terms = new
            {
                maker = "not read", agent = "not read", @base = "not read", quote = "not read", side = "sell", baseAmount = "0", price = new { quote = "0", @base = "0" }, minimumFill = "0",
                createdAt = "2026-11-22T12:00:00Z", expiresAt = "2026-11-22T12:00:00Z", backing = Array.Empty<string>(), minimumFeeRate = "0", maximumFeeRate = "0",
            },
        });
        return JsonSerializer.Deserialize<OrderDraftResponse>(json, SdkJson.Options)!;
    }

    private OrderResponse Order() => new()
    {
        OrderId = Text("orderId"), Network = Text("network"), Maker = key.PeerId, Agent = Text("agent"), Base = "RUNE:840000:3", Quote = "BTC", Side = OrderSide.Sell,
        BaseAmount = 1_000, Remaining = 1_000, MinimumFill = 1, Price = new PriceBody { Quote = 5, Base = 1_000 }, CreatedAt = CreatedAt, ExpiresAt = CreatedAt.AddDays(1), Status = OrderStatus.Open,
        UpdateSequence = 1, Backing = [.. Asked().Backing!], MinimumFeeRate = 0, MaximumFeeRate = 10_000, IsOwn = false,
    };

    private static SigningDraftResponse ChangeDraft(byte[] payload) => new()
    {
        OrderId = Text("orderId"), Domain = SigningDomains.Order(Text("network")), PayloadType = "/darkswap/order-update", Payload = payload, SigningInput = [],
    };
}
