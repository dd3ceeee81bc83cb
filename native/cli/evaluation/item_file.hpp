// A file of JSON values, read one after the other: memory does not grow with the file.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "evaluation/item_scanner.hpp"
#include "evaluation/sha256.hpp"
#include "native/platform/descriptor.hpp"
#include "result.hpp"

namespace moa::cli {

class ItemFile {
  public:
    /// The error names the file and the system's reason. A file that is missing is empty with `may_miss`.
    static Result<ItemFile> open(const std::string& path, bool may_miss = false);

    /// The next value; nothing at the end. The error names file and line.
    Result<std::optional<evaluation::Item>> next();
    /// SHA-256 of the file. Once `next` has come to the end.
    std::string hash() { return hash_.hex(); }
    const std::string& path() const { return path_; }

  private:
    ItemFile(std::string path, native::Descriptor file) : path_(std::move(path)), file_(std::move(file)) {}
    std::optional<Error> fill();

    std::string path_;
    native::Descriptor file_;
    evaluation::ItemScanner scanner_;
    evaluation::Sha256 hash_;
    std::deque<evaluation::Item> waiting_;
    bool at_end_ = false;
};

/// An error about one value of a file: "FILE, line 3: …".
Error at_item(const std::string& path, const evaluation::Item& item, const Error& error);

}  // namespace moa::cli
