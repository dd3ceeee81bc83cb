// Who writes a file: one program at a time, by advisory locks that end with the program that holds them.
#pragma once

#include <string>

#include "native/platform/descriptor.hpp"

namespace moa::native {

/// Locks the open file for this descriptor alone. False where another one has it; true on a file system
/// without locks, where nobody can tell.
bool lock_file(int descriptor);

/// A file or a folder that only one program may have at a time.
class FileLock {
  public:
    FileLock() = default;
    /// Makes the file where it is missing (its folder is there) and takes it.
    static FileLock take(const std::string& path);
    /// Takes a folder with all that is in it.
    static FileLock take_folder(const std::string& path);
    /// The same of a folder that others have for a moment each, to read a file in it and write it again:
    /// waits for it. Not held where somebody has it for seconds, or it cannot be made; then nothing is waited
    /// for.
    static FileLock wait_for_folder(const std::string& path);

    /// Another program has it. Not so where it cannot be opened: then nobody can have it.
    bool refused() const { return refused_; }
    bool held() const { return static_cast<bool>(file_); }
    void release() { file_ = Descriptor(); }

  private:
    static FileLock take(const std::string& path, int how);

    Descriptor file_;
    bool refused_ = false;
};

/// Whether another program has the file or folder now.
bool is_locked(const std::string& path);

}  // namespace moa::native
