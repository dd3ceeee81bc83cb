#include "native/cli/version.hpp"

namespace moa::cli {

std::string_view program_version() {
    return "moa " MOA_VERSION;
}

}  // namespace moa::cli
