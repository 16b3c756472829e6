namespace DarkSwap.Libp2p.Multiformats;

/// <summary>The bases of multiformats/multibase by the character that names them.</summary>
public enum MultibaseEncoding
{
    Base2 = '0',
    Base8 = '7',
    Base10 = '9',
    Base16 = 'f',
    Base16Upper = 'F',
    Base32 = 'b',
    Base32Upper = 'B',
    Base32Hex = 'v',
    Base32HexUpper = 'V',
    Base32Padded = 'c',
    Base32PaddedUpper = 'C',
    Base32HexPadded = 't',
    Base32HexPaddedUpper = 'T',

    /// <summary>z-base-32.</summary>
    Base32Z = 'h',
    Base36 = 'k',
    Base36Upper = 'K',

    /// <summary>Bitcoin's alphabet.</summary>
    Base58 = 'z',

    /// <summary>Flickr's alphabet: base58 with upper and lower case exchanged.</summary>
    Base58Flickr = 'Z',
    Base64 = 'm',
    Base64Padded = 'M',
    Base64Url = 'u',
    Base64UrlPadded = 'U',
}
