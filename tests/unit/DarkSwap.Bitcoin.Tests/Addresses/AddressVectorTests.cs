using DarkSwap.Bitcoin.Addresses;

namespace DarkSwap.Bitcoin.Tests.Addresses;

public class AddressVectorTests
{
    private static readonly BitcoinNetwork[] Networks = Enum.GetValues<BitcoinNetwork>();

    [Fact]
    public void Reads_and_writes_all_addresses_and_keys_of_Bitcoin_Core()
    {
        foreach (var entry in VectorFile.ReadJson("core/key_io_valid.json").EnumerateArray())
        {
            var (text, hexadecimal, facts) = (entry[0].GetString()!, entry[1].GetString()!, entry[2]);
            var network = NetworkOf(facts.Text("chain"));
            if (facts.GetProperty("isPrivkey").GetBoolean())
            {
                WalletImportFormat.TryParse(text, network, out var key, out var isCompressed).ShouldBeTrue(text);
                Convert.ToHexStringLower(key.Export()).ShouldBe(hexadecimal);
                isCompressed.ShouldBe(facts.GetProperty("isCompressed").GetBoolean());
                WalletImportFormat.Format(key, network, isCompressed).ShouldBe(text);
                BitcoinAddress.TryParse(text, network, out _).ShouldBeFalse();
                continue;
            }

            BitcoinAddress.TryParse(text, network, out var address).ShouldBeTrue(text);
            address.Script.ToString().ShouldBe(hexadecimal);
            address.Text.ShouldBe(text);
            WalletImportFormat.TryParse(text, network, out _, out _).ShouldBeFalse();
            if (facts.TryGetProperty("tryCaseFlip", out var canFlip) && canFlip.GetBoolean())
            {
                BitcoinAddress.Parse(Flip(text), network).Script.ToString().ShouldBe(hexadecimal);
            }
            else
            {
                BitcoinAddress.TryParse(Flip(text), network, out _).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void Refuses_everything_that_Bitcoin_Core_refuses()
    {
        foreach (var text in VectorFile.ReadJson("core/key_io_invalid.json").EnumerateArray().Select(entry => entry[0].GetString()!))
        {
            foreach (var network in Networks)
            {
                BitcoinAddress.TryParse(text, network, out _).ShouldBeFalse(text);
                WalletImportFormat.TryParse(text, network, out _, out _).ShouldBeFalse(text);
            }
        }
    }

    [Fact]
    public void Reads_the_segwit_addresses_of_BIP350_and_refuses_the_invalid_ones()
    {
        var (valid, invalid) = (0, 0);
        foreach (var entry in VectorFile.ReadJson("bips/bip0350-addresses.json").EnumerateArray())
        {
            var text = entry.Text("string");
            var script = entry.TryGetProperty("scriptPubKey", out var expected) ? expected.GetString() : null;
            if (script is not null)
            {
                var address = BitcoinAddress.Parse(text, text.StartsWith("tb", StringComparison.OrdinalIgnoreCase) ? BitcoinNetwork.Testnet4 : BitcoinNetwork.Mainnet);
                address.Script.ToString().ShouldBe(script);
                address.Text.ShouldBe(text.ToLowerInvariant());
                valid++;
                continue;
            }

            // Bare bech32m strings are no addresses either, valid or not.
            Networks.Any(network => BitcoinAddress.TryParse(text, network, out _)).ShouldBeFalse(text);
            invalid++;
        }

        valid.ShouldBe(8);
        invalid.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Reads_the_version_0_addresses_of_BIP173_and_refuses_its_superseded_ones()
    {
        foreach (var entry in VectorFile.ReadJson("bips/bip0173-addresses.json").EnumerateArray())
        {
            var text = entry.Text("string");
            var script = entry.TryGetProperty("scriptPubKey", out var expected) ? expected.GetString() : null;
            var isVersion0 = script is not null && script.StartsWith("00", StringComparison.Ordinal);
            Networks.Any(network => BitcoinAddress.TryParse(text, network, out var address) && address.Script.ToString() == script).ShouldBe(isVersion0, text);
        }
    }

    [Fact]
    public void Encodes_and_decodes_base58_as_Bitcoin_Core_does()
    {
        // The published pairs carry no checksum: append it, and the text must come back.
        foreach (var payload in VectorFile.ReadJson("core/base58_encode_decode.json").EnumerateArray().Select(entry => Convert.FromHexString(entry[0].GetString()!)))
        {
            var text = Base58Check.Encode(payload);
            if (text.Length <= Base58Check.MaximumTextLength)
            {
                Base58Check.TryDecode(text, out var decoded).ShouldBeTrue(text);
                decoded.ShouldBe(payload);
            }
        }
    }

    [Fact]
    public void Refuses_texts_of_absurd_length_without_decoding_them() =>
        BitcoinAddress.TryParse(new string('z', 1_000_000), BitcoinNetwork.Mainnet, out _).ShouldBeFalse();

    [Theory]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", BitcoinNetwork.Regtest)]
    [InlineData("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", BitcoinNetwork.Mainnet)]
    [InlineData("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", BitcoinNetwork.Mainnet)]
    public void Refuses_an_address_of_another_network(string text, BitcoinNetwork network) => BitcoinAddress.TryParse(text, network, out _).ShouldBeFalse();

    private static BitcoinNetwork NetworkOf(string chain) => chain switch
    {
        "main" => BitcoinNetwork.Mainnet,
        "test" => BitcoinNetwork.Testnet3,
        "signet" => BitcoinNetwork.Signet,
        "regtest" => BitcoinNetwork.Regtest,
        _ => throw new ArgumentOutOfRangeException(nameof(chain)),
    };

    private static string Flip(string text) => string.Concat(text.Select(character => char.IsAsciiLetterLower(character) ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character)));
}
