using System.Text.RegularExpressions;
using DarkSwap.Testing;
using Body = DarkSwap.Contracts.Wire.V1.Envelope.BodyOneofCase;

namespace DarkSwap.Trade.Tests.Domain;

/// <summary>Every body of an envelope: who sends it, who takes it, in which state, and the test that proves it.</summary>
public sealed class EnvelopeBodyTableTests
{
    private const string Messages = "DarkSwap.Trade.Tests/Domain/MessageTests.cs";
    private const string OrderExchange = "DarkSwap.Connectivity.Tests/Nodes/OrderExchangeTests.cs";
    private const string Delivery = "DarkSwap.Connectivity.Tests/Nodes/DeliveryTests.cs";
    private const string Control = "DarkSwap.Connectivity.Tests/Nodes/MessagesProtocolTests.cs";

    private static readonly Row[] Table =
    [
        new(Body.Hello, "both peers", "both peers", "a stream has opened", OrderExchange, "Parts_from_a_peer_of_another_network"),
        new(Body.Disconnect, "the peer that leaves", "the other peer", "connected", Control, "Leaves_a_peer_that_says_goodbye"),
        new(Body.Ping, "other programs", "this node", "connected", Control, "Answers_a_ping_with_its_nonce"),
        new(Body.Pong, "this node, asked by a ping", "whoever pinged", "connected", Control, "Answers_a_ping_with_its_nonce"),
        new(Body.Application, "other programs", "nobody: ignored", "connected", Control, "Ignores_bodies_that_it_does_not_serve_and_goes_on"),
        new(Body.OrderbookRequest, "peers that cannot open streams", "nobody yet: ignored", "connected", Control, "Ignores_bodies_that_it_does_not_serve_and_goes_on"),
        new(Body.OrderbookResponse, "peers that cannot open streams", "nobody yet: ignored", "connected", Control, "Ignores_bodies_that_it_does_not_serve_and_goes_on"),
        new(Body.Acknowledge, "the receiver of a trade message", "its sender", "the message is stored", Delivery, "Delivers_each_message_once_and_forgets_it_when_it_is_acknowledged"),
        new(Body.OrderCreate, "the maker, and whoever knows the order", "every connected peer", "the order is open", OrderExchange, "Pushes_creations_updates_and_cancellations_as_they_were_signed"),
        new(Body.OrderUpdate, "the maker, and whoever knows the order", "every connected peer", "the order is open", OrderExchange, "Pushes_creations_updates_and_cancellations_as_they_were_signed"),
        new(Body.OrderCancel, "the maker, and whoever knows the order", "every connected peer", "any", OrderExchange, "Pushes_creations_updates_and_cancellations_as_they_were_signed"),
        new(Body.TradePropose, "taker", "maker's agent", "no trade yet -> Proposed", Messages, "TradePropose_begins_the_trade_at_the_maker"),
        new(Body.TradeAccept, "maker's agent", "taker", "Proposed", Messages, "TradeAccept_PsbtCreate_and_TradeSignature_lead_the_taker_to_its_own_rebuild"),
        new(Body.PsbtCreate, "maker's agent", "taker", "Proposed", Messages, "A_template_that_is_not_the_own_rebuild_fails_the_trade"),
        new(Body.TradeReject, "maker's agent", "taker", "Proposed -> Rejected; Broadcast of a fee bump -> Broadcast", Messages, "TradeReject_ends_the_proposal_with_its_reason"),
        new(Body.TradeCancel, "either, before it has signed", "the other", "Proposed, PsbtReady, TakerSigned -> Cancelled or Encumbered", Messages, "TradeCancel_counts_before_its_sender_signed"),
        new(Body.TradeSignature, "maker's agent, then taker", "the other", "Proposed -> PsbtReady; PsbtReady", Messages, "TradeSignature_of_the_taker_names_the_terms_before_its_PSBT_counts"),
        new(Body.PsbtSign, "taker", "maker's agent", "PsbtReady -> TakerSigned", Messages, "PsbtSign_brings_the_takers_signatures_to_the_maker"),
        new(Body.PsbtFinalize, "maker's agent", "taker", "TakerSigned, Encumbered -> Broadcast", Messages, "PsbtFinalize_and_PsbtBroadcast_let_both_sides_broadcast_the_same_transaction"),
        new(Body.PsbtBroadcast, "maker's agent", "taker", "Broadcast", Messages, "PsbtFinalize_and_PsbtBroadcast_let_both_sides_broadcast_the_same_transaction"),
        new(Body.PsbtUpdate, "taker", "maker's agent", "Broadcast -> PsbtReady of the next round", Messages, "PsbtUpdate_begins_a_round_with_a_higher_fee_rate_that_completes_the_trade"),
    ];

    /// <summary>Bodies that other programs may send, and this node never does.</summary>
    private static readonly Body[] NotSent = [Body.Ping, Body.Application, Body.OrderbookRequest, Body.OrderbookResponse];

    [Fact]
    public void Every_body_has_its_row() =>
        Table.Select(row => row.Body).Order().ShouldBe(Enum.GetValues<Body>().Where(body => body != Body.None).Order());

    [Fact]
    public void Every_row_names_a_test_that_is_there()
    {
        foreach (var row in Table)
        {
            var source = File.ReadAllText(RepositoryFolder.File("tests", "unit", row.TestFile));
            source.ShouldContain($" {row.Test}(", Case.Sensitive, $"{row.Body}: {row.TestFile}");
        }
    }

    [Fact]
    public void Nothing_sends_the_bodies_that_are_not_used()
    {
        var sources = Directory.EnumerateFiles(RepositoryFolder.File("services"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .Where(source => source.Contains("new Envelope", StringComparison.Ordinal))
            .ToList();
        sources.ShouldNotBeEmpty();
        foreach (var body in NotSent)
        {
            sources.ShouldAllBe(source => !Regex.IsMatch(source, $@"\b{body} = "));
        }
    }

    private sealed record Row(Body Body, string Sender, string Receiver, string State, string TestFile, string Test);
}
