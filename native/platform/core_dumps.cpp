#include "native/platform/core_dumps.hpp"

#include <sys/resource.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

namespace moa::native {

void forbid_core_dumps() {
    constexpr rlimit none = {0, 0};
    (void)::setrlimit(RLIMIT_CORE, &none);
#if defined(__linux__) && \
    !defined(__SANITIZE_ADDRESS__)  // the sanitizer looks for leaks from a process of its own
    // Where dumps go to a program, the limit is not asked.
    (void)::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

}  // namespace moa::native
