// What stands beside a file of answers. No name ends in .jsonl: tools take every such file of a folder for
// the answers of one more model.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "evaluation/manifest.hpp"
#include "native/platform/line_file.hpp"

namespace moa::cli {

/// "OUT.eval.json": what `out` was made of.
std::string manifest_path(const std::string& out);
Result<evaluation::Manifest> load_manifest(const std::string& out);
/// Why an evaluation cannot write to `out`: it holds another one's answers, or another shard's.
std::optional<Error> manifest_fault(const std::string& out, const evaluation::Manifest& manifest);
/// Writes it. The number of questions only grows: answers beyond a smaller --limit stay.
std::optional<Error> keep_manifest(const std::string& out, evaluation::Manifest manifest);

/// "OUT.failed", JSON Lines: {"position" (from 1), "question", "error"} for each question that failed in the
/// latest call. There is none where nothing failed.
class FailureFile {
  public:
    /// That of an earlier call is removed: its questions are asked again.
    explicit FailureFile(const std::string& out);
    std::optional<Error> add(std::uint64_t position, const std::string& key, const std::string& error);
    const std::string& path() const { return path_; }

  private:
    std::string path_;
    std::optional<native::LineFile> file_;  ///< made with the first failure
};

}  // namespace moa::cli
