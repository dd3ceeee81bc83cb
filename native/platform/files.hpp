// Files as the native shells need them: read whole, or written line by line.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "result.hpp"

namespace moa::native {

/// All bytes of the file. The error names the path and the system's reason.
Result<std::string> read_file(const std::string& path);

/// All bytes of standard input, to its end; an error where there are more than `most`.
Result<std::string> read_standard_input(std::size_t most);

/// Writes the file beside its place first and then moves it there: readers find the old one or the new one,
/// whole. Folders that are missing are made, for this user only.
std::optional<Error> replace_file(const std::filesystem::path& path, std::string_view text);

/// Makes the folder and those above it that are missing, for this user only.
std::optional<Error> make_folder(const std::filesystem::path& folder);

/// Whether a program holds the file by LineFile::claim.
bool is_claimed(const std::string& path);

/// A file that grows line by line, each on disk (in the system's hands) before `append` returns.
class LineFile {
  public:
    /// Creates the file, or empties it.
    static Result<LineFile> create(const std::string& path);
    /// Opens a file to go on behind its first `length` bytes; what stands behind them is cut off.
    static Result<LineFile> go_on(const std::string& path, std::uintmax_t length);
    /// An error once, at the first line that could not be written; later lines are then dropped.
    std::optional<Error> append(std::string_view line);
    /// Marks the file as being written for as long as it is open.
    void claim();

  private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    LineFile(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}

    std::string path_;
    std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace moa::native
