// A run log as it is written: line by line, by one program at a time, and never over what stands there.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "native/platform/descriptor.hpp"
#include "native/platform/disk_sync.hpp"
#include "result.hpp"

namespace moa::native {

/// A file that grows line by line. Each line is in the system's hands before `append` returns, and what marks
/// a step of the run is on the disk soon after. As long as this is there, no other program may add to the
/// file.
class LineFile {
  public:
    /// A file for one recording: new, or there and empty. With `overwrite` an older content goes; without,
    /// it is refused, and so is a file that another program is writing. What is no file (a pipe, a terminal)
    /// is written to as it is.
    static Result<LineFile> record(const std::string& path, bool overwrite);
    /// A file to go on in behind its last whole line; a torn line at its end is cut off by the first `append`
    /// and not before. `make`: it need not be there yet. Refused while another program is writing it.
    static Result<LineFile> go_on(const std::string& path, bool make);

    /// Where the line cannot be written, the file ends with its last whole line and this and all later lines
    /// are held back in their order; each call tries again. The error comes once, at the first of them, and
    /// once more when so much is held back that the rest is given up for good.
    std::optional<Error> append(std::string_view line);
    /// Tries to write what is held back. False while there is some.
    bool retry();
    /// Lines are held back, or given up.
    bool behind() const { return given_up_ || !held_.empty(); }

  private:
    LineFile(std::string path, Descriptor file, off_t end, bool regular);
    /// Writes all that is held back, or nothing: zero, or why not (as errno has it).
    int write_held();

    std::string path_;
    Descriptor file_;
    std::unique_ptr<DiskSync> disk_;
    off_t end_ = 0;        ///< of the last whole line; of regular files only
    bool regular_ = true;  ///< can be cut
    bool torn_ = false;    ///< there may be more than whole lines behind `end_`, all of it ours to cut
    bool told_ = false;    ///< that lines are held back
    bool given_up_ = false;
    std::string held_;
};

}  // namespace moa::native
