#include "native/cli/evaluation/evaluation_files.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "json.hpp"
#include "native/platform/files.hpp"

namespace moa::cli {

std::string manifest_path(const std::string& out) {
    return out + ".eval.json";
}

Result<evaluation::Manifest> load_manifest(const std::string& out) {
    const std::string path = manifest_path(out);
    const Result<std::string> text = native::read_file(path);
    if (!text) return text.error();
    Result<evaluation::Manifest> manifest = evaluation::read_manifest(text.value());
    if (!manifest) return invalid_input(path + ": " + manifest.error().message);
    return manifest;
}

std::optional<Error> manifest_fault(const std::string& out, const evaluation::Manifest& manifest) {
    std::error_code failed;
    if (!std::filesystem::exists(manifest_path(out), failed)) {
        const auto size = std::filesystem::file_size(out, failed);
        if (failed || size == 0) return std::nullopt;
        return invalid_input(out + " already has content that is not of moa eval: choose another file.");
    }
    const Result<evaluation::Manifest> kept = load_manifest(out);
    if (!kept) return kept.error();
    std::string words = evaluation::differences(kept.value(), manifest);
    if (words.empty() && kept.value().shard != manifest.shard) words = "the shard";
    if (words.empty()) return std::nullopt;
    return invalid_input(out + " holds the answers of another evaluation (" + words +
                         "): choose another file with --out.");
}

std::optional<Error> keep_manifest(const std::string& out, evaluation::Manifest manifest) {
    const Result<evaluation::Manifest> kept = load_manifest(out);
    if (kept) manifest.question_count = std::max(manifest.question_count, kept.value().question_count);
    return native::replace_file(manifest_path(out), evaluation::write_manifest(manifest));
}

FailureFile::FailureFile(const std::string& out) : path_(out + ".failed") {
    (void)std::remove(path_.c_str());
}

std::optional<Error> FailureFile::add(std::uint64_t position, const std::string& key,
                                      const std::string& error) {
    if (!file_) {
        Result<native::LineFile> file = native::LineFile::record(path_, true);
        if (!file) return file.error();
        file_ = std::move(file.value());
    }
    return file_->append(dump_json({{"position", position + 1}, {"question", key}, {"error", error}}) + "\n");
}

}  // namespace moa::cli
