// libFuzzer's way into the target that the build names.
#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    moa::fuzz::MOA_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
    return 0;
}
