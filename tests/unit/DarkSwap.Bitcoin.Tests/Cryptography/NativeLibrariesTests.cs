using DarkSwap.Cryptography;

namespace DarkSwap.Bitcoin.Tests.Cryptography;

public class NativeLibrariesTests
{
    [Fact]
    public void Finds_the_libraries_of_this_machine() => Should.NotThrow(NativeLibraries.EnsureAvailable);

    [Fact]
    public void Names_the_package_of_a_library_that_is_missing()
    {
        var entry = new NativeLibraries.NativeLibraryEntry("curve", ["libdoes-not-exist.so.6", "libdoes-not-exist.so.1"], "libcurve-1");
        var exception = Should.Throw<DllNotFoundException>(() => NativeLibraries.Load(entry, typeof(NativeLibraries).Assembly, null));
        exception.Message.ShouldContain("libdoes-not-exist.so.6");
        exception.Message.ShouldContain("libcurve-1");
    }

    [Fact]
    public void Takes_a_later_name_when_the_first_is_missing()
    {
        var entry = new NativeLibraries.NativeLibraryEntry("curve", ["libdoes-not-exist.so.6", "libsecp256k1.so.6", "libsecp256k1.so.5", "libsecp256k1.so.2", "libsecp256k1.so.1"], "libcurve-1");
        NativeLibraries.Load(entry, typeof(NativeLibraries).Assembly, null).ShouldNotBe(0);
    }
}
