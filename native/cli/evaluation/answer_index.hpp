// Where the answers of files stand: 24 bytes an answer in memory, the texts stay on the disk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evaluation/format.hpp"
#include "native/platform/descriptor.hpp"

namespace moa::cli {

class AnswerIndex {
  public:
    AnswerIndex(evaluation::Format format, evaluation::Fields fields)
        : format_(format), fields_(std::move(fields)) {}

    /// Takes in a file of answers; one of a question that is known already takes the place of the earlier
    /// one. A missing file has none. A truncated last line is passed over with `may_end_early`.
    std::optional<Error> add(const std::string& path, bool may_end_early);

    bool has(std::string_view key) const { return places_.contains(hash_of(key)); }
    std::size_t size() const { return places_.size(); }
    /// The answer to the question with this key, as JSON text. Only where `has`.
    Result<std::string> text(std::string_view key) const;
    Result<evaluation::ReadAnswer> read(std::string_view key) const;
    /// Of the first answer that was added; empty where there is none, or it does not say.
    const std::string& model() const { return model_; }
    /// SHA-256 of the file that was added last.
    const std::string& hash() const { return hash_; }

    static std::uint64_t hash_of(std::string_view key);

  private:
    struct Place {
        std::uint64_t at = 0;
        std::uint32_t size = 0;
        std::uint32_t file = 0;
    };

    evaluation::Format format_;
    evaluation::Fields fields_;
    std::vector<native::Descriptor> files_;
    std::unordered_map<std::uint64_t, Place> places_;  ///< by hash_of
    std::string model_;
    std::string hash_;
};

}  // namespace moa::cli
