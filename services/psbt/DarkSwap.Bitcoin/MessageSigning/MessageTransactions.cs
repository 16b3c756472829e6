using DarkSwap.Bitcoin.Hashing;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.MessageSigning;

/// <summary>The two virtual transactions of BIP-322: one whose output asks for the signature, one whose input gives it. Neither can exist on a chain.</summary>
public static class MessageTransactions
{
    private static readonly TaggedHash MessageTag = new("BIP0322-signed-message");

    public static byte[] MessageHash(ReadOnlySpan<byte> message) => MessageTag.Of(message);

    /// <summary>Spends nothing and pays zero to the script whose owner is to sign.</summary>
    public static Transaction ToSpend(ReadOnlySpan<byte> message, Script challenge)
    {
        var commitment = new ScriptBuilder().Add(Opcode.PushEmpty).Push(MessageHash(message)).Build();
        return new(0, [new(OutPoint.Coinbase, commitment, 0, Witness.Empty)], [new(0, challenge)], 0);
    }

    /// <summary>Spends that output; its witness is the signature.</summary>
    public static Transaction ToSign(Transaction toSpend, Witness witness) => new(
        0,
        [new(new(toSpend.Id, 0), Script.Empty, 0, witness)],
        [new(0, new ScriptBuilder().Add(Opcode.Return).Build())],
        0);
}
