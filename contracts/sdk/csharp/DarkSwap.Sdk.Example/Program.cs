// Places a user's order to buy runes, sees it open, cancels it, and sees it close.
// Arguments: the node's address, the user's key file (made when there is none), a coin that pays, its address, and what to buy.
using DarkSwap.Primitives;
using DarkSwap.Sdk;
using DarkSwap.Sdk.Api;
using DarkSwap.Sdk.Credentials;
using DarkSwap.Sdk.Events;

var (node, keyFile, coin, address, asset) = (args[0], args[1], args[2], args[3], args[4]);
using var key = UserKey.LoadOrCreate(keyFile, SystemRandomSource.Instance);
using var client = new DarkSwapClient(new DarkSwapClientOptions { Address = new Uri(node), Credential = Credential.OfUser(key) });
Console.WriteLine($"user {key.PeerId}");

// The node drafts the order; the SDK compares every field with what was asked for, and computes the id itself.
var draft = await client.UserOrders.DraftAsync(
    new OrderDraftRequest { Base = asset, Quote = "BTC", Side = OrderSide.Buy, BaseAmount = 1_000, Price = new PriceBody { Quote = 10, Base = 1 } },
    CancellationToken.None);

var lastEvent = await client.Events.GetLastIdAsync(CancellationToken.None);

// The wallet that owns the coin proves it (BIP-322 simple). Here somebody types its signature.
Console.WriteLine($"message {draft.BackingMessage}");
var proof = Convert.FromBase64String(Console.ReadLine()!);
var settlement = new SettlementBody { Coins = [new CoinBody { OutPoint = coin, Proof = proof }], ReceiveAddress = address, ChangeAddress = address };
var placed = await client.UserOrders.PlaceAsync(draft, [], settlement, CancellationToken.None);
Console.WriteLine($"placed {placed.OrderId}");

// Nothing that came since is lost: the stream goes on after any event that the node still remembers.
await foreach (var happened in client.Events.FollowAsync(new EventQuery { Types = ["orderOpened", "orderClosed"], LastEventId = lastEvent }, CancellationToken.None))
{
    if (happened is not OrderEvent { Data.OrderId: var orderId } || orderId != placed.OrderId)
    {
        continue;
    }

    Console.WriteLine($"{happened.Type} {orderId}");
    if (happened.Type == "orderClosed")
    {
        break;
    }

    await client.UserOrders.CancelAsync(orderId, CancellationToken.None);
}
