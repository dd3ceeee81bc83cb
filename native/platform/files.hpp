// Files as the native shells need them: read and written as a whole.
#pragma once

#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "result.hpp"

namespace moa::native {

/// All bytes of the file. The error names the path and the system's reason, or says that there are more than
/// `most`.
Result<std::string> read_file(const std::string& path,
                              std::size_t most = std::numeric_limits<std::size_t>::max());

/// All bytes of standard input, to its end; an error where there are more than `most`.
Result<std::string> read_standard_input(std::size_t most);

/// Whether a power failure right after the call may take what was written.
enum class Durable : bool { no, yes };

/// Who else on this machine may read the file.
enum class Readers : bool { all, owner };

/// Writes the file beside its place first and then moves it there: readers find the old one or the new one,
/// whole, and so they do after a power failure where it is durable, which takes the disk's time. Folders that
/// are missing are made, for this user only.
std::optional<Error> replace_file(const std::filesystem::path& path, std::string_view text,
                                  Durable durable = Durable::yes, Readers readers = Readers::all);

/// Makes the folder and those above it that are missing, for this user only.
std::optional<Error> make_folder(const std::filesystem::path& folder);

}  // namespace moa::native
