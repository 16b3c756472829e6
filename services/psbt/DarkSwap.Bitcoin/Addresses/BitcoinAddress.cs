using System.Diagnostics.CodeAnalysis;
using DarkSwap.Bitcoin.Scripts;

namespace DarkSwap.Bitcoin.Addresses;

/// <summary>An output script as people write it, on one network.</summary>
public sealed record BitcoinAddress
{
    private BitcoinAddress(BitcoinNetwork network, Script script, string text)
    {
        Network = network;
        Script = script;
        Text = text;
    }

    public BitcoinNetwork Network { get; }

    public Script Script { get; }

    public string Text { get; }

    /// <summary>Reads an address of exactly this network.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, BitcoinNetwork network, [NotNullWhen(true)] out BitcoinAddress? address)
    {
        address = null;
        var prefixes = AddressPrefixes.Of(network);
        if (text is null)
        {
            return false;
        }

        Script script;
        if (Bech32.TryDecode(text, prefixes.HumanReadable, out var version, out var program))
        {
            script = ScriptTemplate.WitnessProgram(version, program);
        }
        else if (Base58Check.TryDecode(text, out var payload) && payload.Length == 21 && payload[0] == prefixes.PublicKeyHash)
        {
            script = ScriptTemplate.PayToPublicKeyHash(payload.AsSpan(1));
        }
        else if (payload is { Length: 21 } && payload[0] == prefixes.ScriptHash)
        {
            script = ScriptTemplate.PayToScriptHash(payload.AsSpan(1));
        }
        else
        {
            return false;
        }

        return TryFromScript(script, network, out address);
    }

    public static BitcoinAddress Parse(string text, BitcoinNetwork network) =>
        TryParse(text, network, out var address) ? address : throw new FormatException($"Not an address of {network}.");

    /// <summary>False for scripts that have no address.</summary>
    public static bool TryFromScript(Script script, BitcoinNetwork network, [NotNullWhen(true)] out BitcoinAddress? address)
    {
        var prefixes = AddressPrefixes.Of(network);
        var text = script.Type switch
        {
            ScriptType.PayToPublicKeyHash => Base58Check.Encode([prefixes.PublicKeyHash, .. script.Span[3..23]]),
            ScriptType.PayToScriptHash => Base58Check.Encode([prefixes.ScriptHash, .. script.Span[2..22]]),
            ScriptType.PayToWitnessPublicKeyHash or ScriptType.PayToWitnessScriptHash or ScriptType.PayToTaproot or ScriptType.FutureWitnessProgram
                when script.TryGetWitnessProgram(out var version, out var program) => Bech32.Encode(prefixes.HumanReadable, version, program.Span),
            _ => null,
        };
        address = text is null ? null : new(network, script, text);
        return text is not null;
    }

    public override string ToString() => Text;
}
