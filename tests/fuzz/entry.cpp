// libFuzzer's way into the target that the build names.
#include <algorithm>

#include "fuzz/grow.hpp"
#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    moa::fuzz::MOA_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
    return 0;
}

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

/// Now and then an input grows at once; the rest of the time it changes byte by byte, and stays about as long
/// as it is.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
    constexpr unsigned seldom = 256;
    constexpr std::size_t step = 4096;
    if (seed % seldom != 0) return LLVMFuzzerMutate(data, size, std::min(max_size, size + step));
    const std::string grown = moa::fuzz::grow({reinterpret_cast<const char*>(data), size}, max_size, seed);
    std::copy(grown.begin(), grown.end(), data);
    return grown.size();
}
