using DarkSwap.Bitcoin.Hashing;
using DarkSwap.Bitcoin.MessageSigning;
using DarkSwap.Bitcoin.Psbts;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Cryptography.Secp256k1;
using DarkSwap.Primitives;

namespace DarkSwap.Psbt.Tests.Settlement.Checks;

/// <summary>A wallet of one key, made from a seed.</summary>
internal sealed class TestKey
{
    private readonly Secp256k1PrivateKey key;
    private readonly SeededRandomSource random;

    public TestKey(ulong seed, bool isTaproot)
    {
        random = new SeededRandomSource(seed);
        key = Secp256k1PrivateKey.Create(random);
        Script = isTaproot ? TaprootScript() : ScriptTemplate.PayToWitnessPublicKeyHash(BitcoinHash.Hash160(key.PublicKey.ToArray()));
    }

    public Script Script { get; }

    public byte[] Prove(string message) => Convert.FromBase64String(MessageSignature.Sign(Script, System.Text.Encoding.UTF8.GetBytes(message), key, random)["smp".Length..]);

    /// <summary>Signs every input of this key.</summary>
    public byte[] Sign(byte[] psbt)
    {
        var signed = PsbtSigner.Sign(Bitcoin.Psbts.Psbt.Parse(psbt), key, random, PsbtCheckOptions.Default with { AllowsOtherSignatureHashTypes = true });
        return signed.IsSuccess ? signed.Value.ToArray() : throw new InvalidOperationException(signed.Error.ToString());
    }

    private Script TaprootScript()
    {
        TaprootCommitment.TryGetOutputKey(key.PublicKey.ToXOnly().ToArray(), default, out var outputKey).ShouldBeTrue();
        return ScriptTemplate.PayToTaproot(outputKey!.ToArray());
    }
}
