// Keys are in this process's memory: no file is to be made of it.
#pragma once

namespace moa::native {

/// No core dump is written when the program crashes, and no other program of the user may read its memory.
void forbid_core_dumps();

}  // namespace moa::native
