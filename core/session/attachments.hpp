// Text files that become part of the question.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"

namespace moa::session {

class Attachments {
  public:
    /// All of them together, in bytes: about a million tokens, more than models read.
    static constexpr std::size_t most_bytes = std::size_t{4} << 20U;

    /// Takes the file in; one of the same name, with its folders, is replaced. An error says why it cannot be
    /// read; nothing is changed then.
    std::optional<Error> add(const std::string& name, std::string_view text);
    void clear() { files_.clear(); }
    bool empty() const { return files_.empty(); }
    std::size_t count() const { return files_.size(); }

    /// The question with the files behind it, each in a fenced block under its name.
    std::string with(std::string_view question) const;
    /// "notes.txt, about 1.2k tokens", "3 files, about 4k tokens"; empty for none.
    std::string words() const;

  private:
    struct File {
        std::string path;  ///< as it was given
        std::string name;  ///< without the folders, unless another one has the same
        std::string text;
    };
    std::vector<File> files_;
};

}  // namespace moa::session
