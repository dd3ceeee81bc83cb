// Has a file written to the disk itself, beside whoever writes it: a power failure then takes no more than
// what came since.
#pragma once

#include <memory>
#include <string>

namespace moa::native {

/// Writes the folder's list of files to the disk: a new or renamed file is found again after a power failure.
void sync_folder(const std::string& folder);

class DiskSync {
  public:
    /// `descriptor` stays the caller's. `path`: the file, whose folder and the one above are written once,
    /// too.
    DiskSync(int descriptor, const std::string& path);
    /// Waits until the disk has what was asked for.
    ~DiskSync();
    DiskSync(const DiskSync&) = delete;
    DiskSync& operator=(const DiskSync&) = delete;

    /// What has been written by now is to be on the disk soon. Does not wait.
    void ask();

  private:
    struct Work;
    std::unique_ptr<Work> work_;
};

}  // namespace moa::native
